package org.tradehouse.stage;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.trade.Product;

/** What the product dimension says about a code: its kind (rule B9), its HS levels and its name. Codes are never rewritten. */
final class ProductTraits {
    static final String NO_NAME = "(not in nomenclature)";

    private static final Set<String> BUILT_ON_HS = Set.of("HS", "TNVED", "CNHS");

    private final Product product;
    private final CodeLists lists;

    ProductTraits(Product product, CodeLists lists) {
        this.product = product;
        this.lists = lists;
    }

    /** GOODS, TOTAL, UNSPECIFIED, NATIONAL, CONFIDENTIAL or DISCREPANCY. */
    String kind() {
        String code = product.code();
        if (product.level() == 0) {
            return "TOTAL";
        }
        if (code.chars().allMatch(c -> c == 'X')) {
            return "DISCREPANCY";
        }
        if (code.endsWith("XX")) {
            return "CONFIDENTIAL";
        }
        if (code.endsWith("AA") || isHs() && code.startsWith("9999")) {
            return "UNSPECIFIED";
        }
        return isHs() && (code.startsWith("98") || code.startsWith("99")) ? "NATIONAL" : "GOODS";
    }

    /** False for goods of a chapter that the HS does not have (rule B8): flagged, kept as reported. */
    boolean isValidCode() {
        return !isHs() || !kind().equals("GOODS") || !chapterName().isEmpty();
    }

    /** The publisher's words, else the chapter's, else that there is no name. */
    String name(String publishersWords) {
        if (!publishersWords.isBlank()) {
            return SafeText.cut(publishersWords.strip(), 400);
        }
        return product.level() == 0 ? "All products" : placeholder();
    }

    private String placeholder() {
        return chapterName().isEmpty() ? NO_NAME : chapterName();
    }

    /** True when a description of the publisher would say more than this name. */
    boolean isPlaceholder(String name) {
        return product.level() > 2 && name.equals(placeholder()) || name.equals(NO_NAME);
    }

    /** The first digits of an HS code, null outside HS, for TOTAL and where the code is shorter or has letters there. */
    @Nullable
    String hs(int digits) {
        String code = product.code();
        boolean has = isHs()
                && product.level() >= digits
                && code.substring(0, digits).chars().allMatch(c -> c >= '0' && c <= '9');
        return has ? code.substring(0, digits) : null;
    }

    @Nullable
    String chapter() {
        return chapterName().isEmpty() ? null : chapterName();
    }

    @Nullable
    String section() {
        String hs2 = hs(2);
        String section = hs2 == null ? "" : lists.sectionOf(hs2);
        return section.isEmpty() ? null : section;
    }

    /** Chapters 01 to 24. */
    boolean isAgriFood() {
        String hs2 = hs(2);
        return hs2 != null && hs2.compareTo("01") >= 0 && hs2.compareTo("24") <= 0;
    }

    private String chapterName() {
        String hs2 = hs(2);
        return hs2 == null ? "" : lists.chapterName(hs2);
    }

    private boolean isHs() {
        return product.level() > 0 && BUILT_ON_HS.contains(product.nomenclature());
    }
}
