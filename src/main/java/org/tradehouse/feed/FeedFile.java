package org.tradehouse.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One YAML file and the alias file beside it. */
final class FeedFile {
    private static final long LARGEST = 4L << 20;

    private final Path yaml;
    private final Path aliasFile;
    private final Problems problems;

    private FeedFile(Path yaml) {
        this.yaml = yaml;
        this.aliasFile = yaml.resolveSibling(name(yaml) + ".aliases.csv");
        this.problems = new Problems(yaml);
    }

    static Feed read(Path yaml) {
        return new FeedFile(yaml).feed();
    }

    /** The id a feed file must have. */
    static String name(Path yaml) {
        return String.valueOf(yaml.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    private Feed feed() {
        byte[] said = bytes(yaml, problems);
        byte[] spelled = Files.exists(aliasFile) ? bytes(aliasFile, problems.in(aliasFile)) : new byte[0];
        List<Feed.Alias> aliases = spelled.length == 0
                ? List.of()
                : Aliases.read(text(spelled, problems.in(aliasFile)), problems.in(aliasFile));
        Tree.@Nullable Section tree = YamlFile.read(text(said, problems), problems);
        if (tree != null) {
            if (ReferenceLanguage.isMeant(tree)) {
                ReferenceLanguage.FEED.check(tree, "", problems);
                Sense.checkReference(tree, name(yaml), problems);
            } else {
                Language.FEED.check(tree, "", problems);
                Sense.check(tree, name(yaml), problems);
            }
        }
        problems.refuse();
        if (tree == null) {
            throw new IllegalStateException(yaml + " has neither content nor problems");
        }
        return new FeedDraft(tree).feed(yaml, version(said, spelled), aliases);
    }

    private static byte[] bytes(Path file, Problems problems) {
        try {
            if (Files.size(file) <= LARGEST) {
                return Files.readAllBytes(file);
            }
            problems.add(0, "the file is larger than 4 MB", "A feed is a page of text; check what this file is.");
        } catch (IOException gone) {
            problems.add(
                    0,
                    "the file cannot be read (" + gone.getClass().getSimpleName() + ")",
                    "Check its name and its rights.");
        }
        problems.refuse();
        return new byte[0];
    }

    private static String text(byte[] bytes, Problems problems) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException wrong) {
            problems.add(line(bytes, buffer.position()), "a byte here is not UTF-8", "Save the file as UTF-8.");
            problems.refuse();
            return "";
        }
    }

    private static int line(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static String version(byte[] said, byte[] spelled) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(said);
            return HexFormat.of().formatHex(sha256.digest(spelled));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
