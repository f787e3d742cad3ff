package org.tradehouse.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.tradehouse.trade.Field;

/**
 * One archived file of one feed. Same inputs restart it; a changed feed, alias or code list makes a child load with the next number.
 *
 * @param key {@code ops.load.load_key}, the only identifying parameter of the job
 * @param sha256 hash of the content, lower-case hex
 * @param number 1 for the first load of this content, then 2, 3
 * @param fileName the name under which the file came; captures are taken from it
 * @param archived where the immutable copy lies
 * @param acquired the day it was acquired, the edition date of last resort
 * @param given what the operator said beside the file ({@code --set flow=import}); wins over captures
 */
public record Load(
        int key,
        String feed,
        String sha256,
        int number,
        String fileName,
        Path archived,
        LocalDate acquired,
        Map<Field, String> given) {}
