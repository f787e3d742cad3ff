package org.tradehouse.check;

import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Finding;

/** One rule over a settled load. It writes nothing. */
interface Check {
    List<Finding> findings(Checked checked) throws SQLException;
}
