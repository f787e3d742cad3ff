package org.tradehouse.normalise;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.SourcePart;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Words;

/** Declared refusals or exclusions: the first rule whose column says one of its words, or none of them. */
final class Conditions {
    private final List<Condition> conditions;
    private final Published published;

    Conditions(List<Feed.Rule> rules, Published published) {
        this.conditions = rules.stream().map(Condition::of).toList();
        this.published = published;
    }

    Feed.@Nullable Rule met(SourceRow row) {
        for (Condition condition : conditions) {
            int position = condition.position(published, row);
            if (position >= 0 && condition.isMetBy(cell(row, position))) {
                return condition.rule;
            }
        }
        return null;
    }

    /** The cell the rule looks at, as published. */
    String cell(SourceRow row, Feed.Rule rule) {
        return cell(row, published.position(row, Words.fold(rule.column())));
    }

    private static String cell(SourceRow row, int position) {
        return position < 0 || position >= row.raw().size() ? "" : row.raw().get(position);
    }

    private static final class Condition {
        private final Feed.Rule rule;
        private final String column;
        private final Cache<String, Boolean> answers;
        private @Nullable SourcePart part;
        private int position;

        private Condition(Feed.Rule rule, Cache<String, Boolean> answers) {
            this.rule = rule;
            this.column = Words.fold(rule.column());
            this.answers = answers;
        }

        static Condition of(Feed.Rule rule) {
            Set<String> is = folded(rule.is());
            Set<String> isNot = folded(rule.isNot());
            return new Condition(
                    rule,
                    new Cache<>(cell -> is.isEmpty()
                            ? !isNot.isEmpty() && !isNot.contains(Words.fold(cell))
                            : is.contains(Words.fold(cell))));
        }

        int position(Published published, SourceRow row) {
            if (row.part() != part) {
                position = published.position(row, column);
                part = row.part();
            }
            return position;
        }

        boolean isMetBy(String cell) {
            return answers.get(cell);
        }

        private static Set<String> folded(Set<String> words) {
            return words.stream().map(Words::fold).collect(Collectors.toSet());
        }
    }
}
