package org.tradehouse.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of the sql folder this program carries.
 *
 * @param schema hash over the changelog and every file it includes
 * @param lists hash over the code lists that are there
 */
record SqlFiles(String schema, String lists) {
    static final String CHANGELOG = "sql/changelog.yaml";
    private static final Pattern INCLUDE = Pattern.compile("file: *([^ }]+)");

    static SqlFiles onClassPath() {
        return new SqlFiles(
                hash(changelog()),
                hash(ReferenceList.ALL.stream().map(ReferenceList::resource).toList()));
    }

    private static List<String> changelog() {
        byte[] changelog = read(CHANGELOG);
        if (changelog == null) {
            throw new IllegalStateException(CHANGELOG + " is not on the class path");
        }
        Stream<String> included = INCLUDE.matcher(new String(changelog, StandardCharsets.UTF_8))
                .results()
                .map((MatchResult found) -> found.group(1));
        return Stream.concat(Stream.of(CHANGELOG), included).toList();
    }

    private static String hash(List<String> resources) {
        MessageDigest digest = sha256();
        for (String resource : resources) {
            byte[] content = read(resource);
            digest.update((resource + ':' + (content == null ? "-" : content.length) + '\n')
                    .getBytes(StandardCharsets.UTF_8));
            digest.update(content == null ? new byte[0] : content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Content of a file of the sql folder, or null where there is none. */
    static byte @Nullable [] read(String resource) {
        try (InputStream in = SqlFiles.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(resource, broken);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
