package org.tradehouse.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.tradehouse.load.LoadException;

/** What bytes look like. Detection only verifies and explains: the encoding is declared (feeds 0.3). */
final class Encodings {
    private static final int SAMPLE = 1 << 22;
    private static final String NEXT = "get the file again from the publisher, or correct layout.encoding of the feed";

    private Encodings() {}

    /** Length of the byte order mark of the declared encoding, 0 without one; the mark of another encoding is refused. */
    static int byteOrderMark(Path file, String name, Charset declared) throws IOException {
        byte[] start = new byte[4];
        int count;
        try (InputStream in = Files.newInputStream(file)) {
            count = in.readNBytes(start, 0, 4);
        }
        String marked = markedAs(start, count);
        if (marked.isEmpty()) {
            return 0;
        }
        if (!Charset.forName(marked).equals(declared)) {
            throw refusal(name, declared, "begins with the mark of " + marked);
        }
        return marked.equals("UTF-8") ? 3 : 2;
    }

    private static String markedAs(byte[] start, int count) {
        if (count >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
            return "UTF-8";
        }
        if (count >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
            return "UTF-16LE";
        }
        return count >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF ? "UTF-16BE" : "";
    }

    /** Refuses text that decodes without an error in its declared encoding and yet is UTF-8 (mojibake). */
    static void refuseDisguisedUtf8(Path file, String name, Charset declared) throws IOException {
        String id = declared.name().toUpperCase(Locale.ROOT);
        boolean oneByte = declared.newEncoder().maxBytesPerChar() <= 1.0f;
        if (id.startsWith("UTF") || id.equals("US-ASCII")) {
            return;
        }
        Utf8Scan scan = new Utf8Scan();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n > 0 && scan.isPossible(); n = in.read(buffer)) {
                scan.accept(buffer, n);
            }
        }
        if (scan.isPossible() && scan.characters() >= (oneByte ? 1 : 3)) {
            throw refusal(name, declared, "looks like UTF-8");
        }
    }

    private static LoadException refusal(String name, Charset declared, String looks) {
        return new LoadException(
                "TH-1008", "%s is declared as %s, but %s".formatted(name, declared.name(), looks), NEXT);
    }

    /** A name for what the beginning of the file looks like, for messages. */
    static String looksLike(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return looksLike(in.readNBytes(SAMPLE));
        } catch (IOException unreadable) {
            return "nothing readable";
        }
    }

    static String looksLike(byte[] sample) {
        String marked = markedAs(sample, sample.length);
        if (!marked.isEmpty()) {
            return marked;
        }
        String wide = wide(sample);
        if (!wide.isEmpty()) {
            return wide;
        }
        Utf8Scan utf8 = new Utf8Scan();
        utf8.accept(sample, sample.length);
        if (utf8.isPossible()) {
            return utf8.characters() == 0 ? "US-ASCII" : "UTF-8";
        }
        return legacy(sample);
    }

    private static String wide(byte[] sample) {
        int even = 0;
        int odd = 0;
        int pairs = Math.min(sample.length, 4096) / 2;
        for (int i = 0; i < pairs; i++) {
            even += sample[2 * i] == 0 ? 1 : 0;
            odd += sample[2 * i + 1] == 0 ? 1 : 0;
        }
        if (odd > pairs / 2) {
            return "UTF-16LE";
        }
        return even > pairs / 2 ? "UTF-16BE" : "";
    }

    /** GB18030 where the bytes make common Chinese characters; else the Cyrillic page that gives most letters; else Latin. */
    private static String legacy(byte[] sample) {
        int high = 0;
        for (byte b : sample) {
            high += b < 0 ? 1 : 0;
        }
        if (share(sample, "GB18030", 0x4E00, 0x9FFF) * 2 > high * 0.7) {
            return "GB18030";
        }
        for (String page : new String[] {"windows-1251", "IBM866", "KOI8-R"}) {
            if (lowerCyrillic(sample, page) > high * 0.55) {
                return page;
            }
        }
        return "windows-1252";
    }

    private static int share(byte[] sample, String charset, int from, int to) {
        CharBuffer text = decoded(sample, charset);
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) >= from && text.charAt(i) <= to ? 1 : 0;
        }
        return count;
    }

    private static int lowerCyrillic(byte[] sample, String charset) {
        return share(sample, charset, 'а', 'я');
    }

    private static CharBuffer decoded(byte[] sample, String charset) {
        int length = sample.length;
        for (int cut = 0; cut < 4 && cut < length; cut++) { // a sample may end inside a character
            try {
                return Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(sample, 0, length - cut));
            } catch (CharacterCodingException other) {
                // try one byte less
            }
        }
        return StandardCharsets.US_ASCII.decode(ByteBuffer.allocate(0));
    }
}
