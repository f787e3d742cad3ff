package org.tradehouse.operate;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What BI tools find in {@code mart} and {@code dw}, in the words of the database itself: its comments. */
public record Dictionary(List<Relation> relations, List<Function> functions) {

    /**
     * A table or view.
     *
     * @param kind {@code table} or {@code view}
     */
    public record Relation(String schema, String name, String kind, String says, List<Column> columns) {
        /** {@code mart.trade}. */
        public String fullName() {
            return schema + "." + name;
        }
    }

    /**
     * A column.
     *
     * @param nullable may be NULL; of a view it is not known and always true
     * @param isKey part of the primary key
     * @param leadsTo {@code dw.dim_area.area_key} where a foreign key is declared, else empty
     */
    public record Column(String name, String type, boolean nullable, boolean isKey, String leadsTo, String says) {}

    /** A function, with its arguments and what it answers. */
    public record Function(String schema, String name, String arguments, String answers, String says) {
        /** {@code mart.trade_as_of}. */
        public String fullName() {
            return schema + "." + name;
        }

        /** {@code mart.trade_as_of(at timestamptz)}. */
        public String signature() {
            return fullName() + "(" + arguments + ")";
        }
    }

    /** The schemas, the contract first. */
    public static final List<String> SCHEMAS = List.of("mart", "dw");

    /** What stands in a schema, in order of names. */
    public List<Relation> of(String schema) {
        return relations.stream()
                .filter(relation -> relation.schema().equals(schema))
                .toList();
    }

    /** What a person means by {@code mart.trade} or by {@code trade}. */
    public Dictionary named(String name) {
        return new Dictionary(
                relations.stream()
                        .filter(it -> Set.of(it.fullName(), it.name()).contains(name))
                        .toList(),
                functions.stream()
                        .filter(it -> Set.of(it.fullName(), it.name()).contains(name))
                        .toList());
    }

    /** True where nothing is in it. */
    public boolean isEmpty() {
        return relations.isEmpty() && functions.isEmpty();
    }

    /** Names of everything, short and full. */
    public List<String> names() {
        return Stream.concat(
                        relations.stream().flatMap(it -> Stream.of(it.fullName(), it.name())),
                        functions.stream().flatMap(it -> Stream.of(it.fullName(), it.name())))
                .toList();
    }
}
