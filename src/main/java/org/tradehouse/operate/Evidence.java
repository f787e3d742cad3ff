package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.List;
import org.tradehouse.operate.Explanation.FlowSum;

/** Gathers what there is to say about figures of one dataset and period. */
final class Evidence {
    private final Rows rows;
    private final Meant meant;
    private final FigureEvidence figures;
    private final SliceEvidence slices;

    Evidence(Rows rows, Meant meant, int limit) {
        this.rows = rows;
        this.meant = meant;
        this.figures = new FigureEvidence(rows, meant, limit);
        this.slices = new SliceEvidence(rows, meant);
    }

    Explanation explanation(String command, boolean newest) throws SQLException {
        Meant.Dataset dataset = meant.datasets().get(0);
        List<FlowSum> flows = figures.flows();
        FigureFilter filter = meant.filter();
        return new Explanation(
                command,
                List.of(),
                dataset.code(),
                dataset.feed(),
                filter.period() == null ? "" : filter.period().label(),
                newest,
                filter.asOf(),
                filter.partner() == null
                        && filter.product() == null
                        && filter.place() == null
                        && meant.reporters().containsAll(meant.countries()),
                flows.stream().mapToLong(FlowSum::figures).sum(),
                flows,
                figures.kinds(),
                figures.largest(),
                figures.sources(),
                slices.proof(),
                slices.beside(),
                figures.rates(),
                slices.rejects(),
                new CorrectionQuery(rows).of(meant),
                slices.findings(),
                figures.vintages());
    }
}
