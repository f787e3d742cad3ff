package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourcePart;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.Status;
import org.tradehouse.trade.Terms;
import org.tradehouse.trade.TradeRecord;

/**
 * Keys of everything a staged row points to. New members are committed at once on a connection of their own: a block that
 * rolls back leaves a member without rows, never a remembered key without a member.
 */
final class KeyRegistry {
    private final ProductKeys products;
    private final TermsKeys terms;
    private final StatusKeys statuses;
    private final PartKeys parts;
    private final FixedKeys units;
    private final FixedKeys currencies;

    KeyRegistry(Connection connection, int load, CodeLists lists) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalArgumentException("keys need a connection that commits every statement");
        }
        products = new ProductKeys(connection, lists);
        terms = new TermsKeys(connection);
        statuses = new StatusKeys(connection);
        parts = new PartKeys(connection, load);
        units = FixedKeys.units(connection);
        currencies = FixedKeys.currencies(connection);
    }

    /**
     * Finds or adds, in a few statements, every member that these rows mention for the first time.
     *
     * @return the keys of their products, by the place of the row; 0 where a row is no candidate
     */
    int[] resolve(List<Outcome> outcomes) throws SQLException {
        int[] found = new int[outcomes.size()];
        Map<Product, String> newProducts = new HashMap<>();
        Set<Terms> newTerms = new HashSet<>();
        Set<Status> newStatuses = new HashSet<>();
        for (int i = 0; i < found.length; i++) {
            if (outcomes.get(i) instanceof Outcome.Accepted accepted) {
                TradeRecord trade = accepted.trade();
                Codes.check(accepted.row(), trade);
                found[i] = products.known(trade.product(), trade.productName());
                if (found[i] == ProductKeys.NOT_KNOWN) {
                    newProducts.merge(trade.product(), trade.productName(), (a, b) -> a.isBlank() ? b : a);
                }
                if (!terms.knows(trade.terms())) {
                    newTerms.add(trade.terms());
                }
                if (!statuses.knows(trade.status())) {
                    newStatuses.add(trade.status());
                }
            }
        }
        if (!newProducts.isEmpty()) {
            products.resolve(newProducts);
            for (int i = 0; i < found.length; i++) {
                if (found[i] == ProductKeys.NOT_KNOWN) {
                    found[i] = products.key(
                            ((Outcome.Accepted) outcomes.get(i)).trade().product());
                }
            }
        }
        if (!newTerms.isEmpty()) {
            terms.resolve(newTerms);
        }
        if (!newStatuses.isEmpty()) {
            statuses.resolve(newStatuses);
        }
        return found;
    }

    int terms(Terms of) {
        return terms.key(of);
    }

    int status(Status of) {
        return statuses.key(of);
    }

    int part(SourcePart part) throws SQLException {
        return parts.key(part);
    }

    int unit(String code) {
        return units.key(code);
    }

    int currency(String code) {
        return currencies.key(code);
    }
}
