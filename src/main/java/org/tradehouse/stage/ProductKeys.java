package org.tradehouse.stage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.trade.Product;

/** Keys of {@code dw.dim_product}; a new code is added with all that is known about it and joins its product groups. */
final class ProductKeys {
    private static final Comparator<Product> KEY_ORDER = Comparator.comparing(Product::nomenclature)
            .thenComparing(Product::edition)
            .thenComparing(Product::code);

    private static final String FIND = """
            select p.nomenclature, p.edition, p.code, p.product_key, p.product_name
            from unnest(?::text[], ?::text[], ?::text[]) as k (nomenclature, edition, code)
            join dw.dim_product p on (p.nomenclature, p.edition, p.code) = (k.nomenclature, k.edition, k.code)""";

    private static final String FIND_ALL = """
            select nomenclature, edition, code, product_key, product_name from dw.dim_product where (nomenclature, edition) = (?, ?)""";

    /** In key order, so that two loads that meet here wait for one another instead of blocking one another for ever. */
    private static final String ADD = """
            with added as (
              insert into dw.dim_product (nomenclature, edition, code, code_level, product_kind, is_valid_code, product_name,
                hs2_code, hs2_name, hs4_code, hs4_name, hs6_code, hs6_name, hs_section, is_agri_food)
              select * from unnest(?::text[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::boolean[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[])
              on conflict do nothing
              returning product_key, nomenclature, code, product_kind)
            insert into dw.bridge_product_group (group_key, product_key, is_proxy)
            select g.group_key, a.product_key, g.is_proxy
            from added a cross join lateral ops.product_groups_of(a.nomenclature, a.code) g
            where a.product_kind = 'GOODS'""";

    private static final String RENAME = """
            update dw.dim_product set product_name = ?,
              hs4_name = case when code_level = 4 then ? else hs4_name end,
              hs6_name = case when code_level = 6 then ? else hs6_name end
            where product_key = ? and product_name = ?""";

    /** After so many questions about codes of one nomenclature all of them are asked for: a file that names many names most. */
    private static final int QUESTIONS = 8;

    /** No key of a product. */
    static final int NOT_KNOWN = -1;

    private record Known(int key, String name, boolean isPlaceholder) {}

    private static final int RECENT = 1 << 16;

    private final Connection connection;
    private final CodeLists lists;
    private final Map<Product, Known> known = new HashMap<>();
    private final Map<List<String>, Integer> questions = new HashMap<>();
    /** Members by their code, for the rows that name the same object again; what does not fit in is looked up above. */
    private final @Nullable Product[] recent = new Product[RECENT];

    private final Known[] recentlyKnown = new Known[RECENT];

    ProductKeys(Connection connection, CodeLists lists) {
        this.connection = connection;
        this.lists = lists;
    }

    /** The key of the product, {@link #NOT_KNOWN} where something is to be done before {@link #key} answers for it. */
    int known(Product product, String name) {
        Known it = find(product);
        return it != null && (!it.isPlaceholder || name.isBlank()) ? it.key : NOT_KNOWN;
    }

    int key(Product product) {
        Known it = find(product);
        if (it == null) {
            throw new IllegalStateException("product " + product + " was not resolved before its block");
        }
        return it.key;
    }

    private @Nullable Known find(Product product) {
        int hash = product.code().hashCode() * 0x9E3779B9;
        int place = hash >>> 16;
        if (recent[place] == product) {
            return recentlyKnown[place];
        }
        Known it = known.get(product);
        if (it != null) {
            recent[place] = product;
            recentlyKnown[place] = it;
        }
        return it;
    }

    /** Finds or adds the products; a name that only stood in gives way to the publisher's. */
    void resolve(Map<Product, String> names) throws SQLException {
        Map<Product, String> wanted = new TreeMap<>(KEY_ORDER);
        wanted.putAll(names);
        find(wanted.keySet());
        findAllOfMany(wanted.keySet());
        Set<Product> missing = new HashSet<>(wanted.keySet());
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            add(wanted.keySet().stream().filter(missing::contains).toList(), wanted);
            find(missing);
        }
        rename(wanted);
    }

    private void find(Collection<Product> products) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setArray(1, texts(products, Product::nomenclature));
            find.setArray(2, texts(products, Product::edition));
            find.setArray(3, texts(products, Product::code));
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    remember(new Product(rows.getString(1), rows.getString(2), rows.getString(3)), rows);
                }
            }
        }
    }

    private void findAllOfMany(Collection<Product> products) throws SQLException {
        Set<List<String>> nomenclatures = new HashSet<>();
        products.forEach(product -> nomenclatures.add(List.of(product.nomenclature(), product.edition())));
        for (List<String> nomenclature : nomenclatures) {
            if (questions.merge(nomenclature, 1, Integer::sum) == QUESTIONS) {
                findAll(nomenclature.get(0), nomenclature.get(1));
            }
        }
    }

    private void findAll(String nomenclature, String edition) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND_ALL)) {
            find.setString(1, nomenclature);
            find.setString(2, edition);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    Product product = new Product(nomenclature, edition, rows.getString(3));
                    if (!known.containsKey(product)) {
                        remember(product, rows);
                    }
                }
            }
        }
    }

    private void remember(Product product, ResultSet row) throws SQLException {
        String name = row.getString(5);
        known.put(product, new Known(row.getInt(4), name, traits(product).isPlaceholder(name)));
    }

    private void add(List<Product> products, Map<Product, String> names) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            Function<Product, String> name = p -> traits(p).name(names.getOrDefault(p, ""));
            add.setArray(1, texts(products, Product::nomenclature));
            add.setArray(2, texts(products, Product::edition));
            add.setArray(3, texts(products, Product::code));
            add.setArray(4, array("smallint", products, Product::level));
            add.setArray(5, texts(products, p -> traits(p).kind()));
            add.setArray(6, array("boolean", products, p -> traits(p).isValidCode()));
            add.setArray(7, texts(products, name));
            add.setArray(8, texts(products, p -> traits(p).hs(2)));
            add.setArray(9, texts(products, p -> traits(p).chapter()));
            add.setArray(10, texts(products, p -> traits(p).hs(4)));
            add.setArray(
                    11, texts(products, p -> traits(p).hs(4) != null && p.level() == 4 ? cut300(name.apply(p)) : null));
            add.setArray(12, texts(products, p -> traits(p).hs(6)));
            add.setArray(13, texts(products, p -> traits(p).hs(6) != null && p.level() == 6 ? name.apply(p) : null));
            add.setArray(14, texts(products, p -> traits(p).section()));
            add.setArray(15, array("boolean", products, p -> traits(p).isAgriFood()));
            add.executeUpdate();
        }
    }

    private void rename(Map<Product, String> names) throws SQLException {
        try (PreparedStatement rename = connection.prepareStatement(RENAME)) {
            for (Map.Entry<Product, String> wanted : names.entrySet()) {
                Known now = known.get(wanted.getKey());
                if (now != null && now.isPlaceholder && !wanted.getValue().isBlank()) {
                    rename(rename, wanted.getKey(), now, wanted.getValue());
                }
            }
        }
    }

    private void rename(PreparedStatement rename, Product product, Known now, String words) throws SQLException {
        String name = traits(product).name(words);
        rename.setString(1, name);
        rename.setString(2, traits(product).hs(4) == null ? null : cut300(name));
        rename.setString(3, traits(product).hs(6) == null ? null : name);
        rename.setInt(4, now.key);
        rename.setString(5, now.name);
        rename.executeUpdate();
        known.put(product, new Known(now.key, name, false));
        Arrays.fill(recent, null);
    }

    private ProductTraits traits(Product product) {
        return new ProductTraits(product, lists);
    }

    private static String cut300(String name) {
        return SafeText.cut(name, 300);
    }

    private Array texts(Collection<Product> products, Function<Product, @Nullable String> part) throws SQLException {
        return array("text", products, part);
    }

    private Array array(String type, Collection<Product> products, Function<Product, ? extends @Nullable Object> part)
            throws SQLException {
        return connection.createArrayOf(type, products.stream().map(part).toArray());
    }
}
