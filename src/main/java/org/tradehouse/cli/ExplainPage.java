package org.tradehouse.cli;

/** The text of an explanation as it grows: titles on the left, sentences folded beside them. */
final class ExplainPage {
    /** So many lines of a kind, the rest counted. */
    static final int MOST = 6;

    /** Below a title. */
    static final String BELOW = " ".repeat(9);

    private final Desk desk;
    private final StringBuilder text = new StringBuilder();

    ExplainPage(Desk desk) {
        this.desk = desk;
    }

    Desk desk() {
        return desk;
    }

    ExplainPage append(String words) {
        text.append(words);
        return this;
    }

    void grid(Grid grid) {
        text.append(grid.text(" ", desk.width()));
    }

    /** A sentence under a title, folded to the width of the desk. */
    void say(String title, String sentence) {
        line(title + " ".repeat(Math.max(1, BELOW.length() - title.length())) + sentence);
    }

    void line(String line) {
        text.append(Lines.fold(line, desk.width(), BELOW)).append('\n');
    }

    int length() {
        return text.length();
    }

    static String figures(long count) {
        return Say.count(count) + (count == 1 ? " figure" : " figures");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
