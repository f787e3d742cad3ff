package org.tradehouse.read;

import java.io.IOException;
import java.io.InputStream;
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
    private long passed;
    private long lines = 1;
    private boolean atEnd;
    private boolean isDone;

    StrictText(Path file, String name, Charset charset) throws IOException {
        this.file = file;
        this.name = name;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
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
            int before = bytes.position();
            CoderResult result = decoder.decode(bytes, chars, atEnd);
            passed += bytes.position() - before;
            if (result.isError()) {
                countLines(target, offset, chars.position());
                throw refused();
            }
            if (atEnd && result.isUnderflow()) {
                decoder.flush(chars);
                isDone = true;
                break;
            }
        }
        countLines(target, offset, chars.position());
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

    private void countLines(char[] target, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (target[i] == '\n') {
                lines++;
            }
        }
    }

    private LoadException refused() {
        String looks = Encodings.looksLike(file);
        return new LoadException(
                "TH-1008",
                "%s is declared as %s, but byte %d (0x%02X, line %d) is none of it; the file looks like %s"
                        .formatted(name, charset.name(), passed, bytes.get(bytes.position()) & 0xFF, lines, looks),
                "get the file again from the publisher, or correct layout.encoding of the feed");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
