package org.tradehouse.lists;

import java.util.List;
import org.tradehouse.load.Finding;

/**
 * What publishing a file changed.
 *
 * @param nothing a newer edition is live, so that the file was left alone
 * @param lines what an operator should know
 * @param findings what gives cause to look
 */
public record Published(boolean nothing, List<String> lines, List<Finding> findings) {
    static Published leftAlone(String because) {
        return new Published(true, List.of(because), List.of());
    }
}
