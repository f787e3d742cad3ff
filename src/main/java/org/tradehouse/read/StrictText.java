package org.tradehouse.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tradehouse.load.LoadException;

/** Characters of a file in its declared encoding; a byte that is none is refused with its place, never replaced. */
final class StrictText extends Reader {
    private final Path file;
    private final String name;
    private final Charset charset;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    private final boolean hasAscii;
    private long passed;
    private boolean atEnd;
    private boolean isDone;

    StrictText(Path file, String name, Charset charset) throws IOException {
        this.file = file;
        this.name = name;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.hasAscii = Ascii.isPartOf(charset);
        this.in = Files.newInputStream(file);
        int mark = Encodings.byteOrderMark(file, name, charset);
        in.skipNBytes(mark);
        passed = mark;
        bytes.flip();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (isDone) {
            return -1;
        }
        CharBuffer chars = CharBuffer.wrap(target, offset, length);
        while (chars.position() == 0) {
            if (!atEnd) {
                fill();
            }
            if (hasAscii) {
                passAscii(chars);
            }
            int before = bytes.position();
            CoderResult result = decoder.decode(bytes, chars, atEnd);
            passed += bytes.position() - before;
            if (result.isError()) {
                throw refused();
            }
            if (atEnd && result.isUnderflow()) {
                decoder.flush(chars);
                isDone = true;
                break;
            }
        }
        return chars.position() == 0 ? -1 : chars.position();
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            atEnd = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    /** The decoder stands at the beginning of a character: bytes of half a one wait in the buffer until they are whole. */
    private void passAscii(CharBuffer chars) {
        int from = bytes.position();
        int count = Ascii.run(bytes.array(), from, Math.min(bytes.limit(), from + chars.remaining()));
        Ascii.inflate(bytes.array(), from, count, chars.array(), chars.arrayOffset() + chars.position());
        bytes.position(from + count);
        chars.position(chars.position() + count);
        passed += count;
    }

    /** The line in which the byte after those passed stands. */
    private long line() throws IOException {
        long lines = 1;
        try (InputStream again = Files.newInputStream(file);
                Reader text = new InputStreamReader(new FirstBytes(again, passed), charset)) {
            char[] read = new char[1 << 13];
            for (int n = text.read(read); n > 0; n = text.read(read)) {
                for (int i = 0; i < n; i++) {
                    lines += read[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    /** As many bytes of a stream and no more. */
    private static final class FirstBytes extends FilterInputStream {
        private long left;

        FirstBytes(InputStream in, long count) {
            super(in);
            this.left = count;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = left > 0 ? super.read(target, offset, (int) Math.min(length, left)) : -1;
            left -= Math.max(0, count);
            return count;
        }
    }

    private LoadException refused() throws IOException {
        String looks = Encodings.looksLike(file);
        return new LoadException(
                "TH-1008",
                "%s is declared as %s, but byte %d (0x%02X, line %d) is none of it; the file looks like %s"
                        .formatted(name, charset.name(), passed, bytes.get(bytes.position()) & 0xFF, line(), looks),
                "get the file again from the publisher, or correct layout.encoding of the feed");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
