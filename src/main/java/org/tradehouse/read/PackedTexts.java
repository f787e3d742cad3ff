package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts by their number, in few bytes: the first 32 MB in memory, what comes behind in a file that goes when this is
 * closed. Adding ends with {@link #seal}.
 */
final class PackedTexts implements Closeable {
    private static final int PAGE_BITS = 20;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int PAGES_IN_MEMORY = 32;
    /** So many texts share one place in memory; the others are found by walking. */
    private static final int GROUP_BITS = 3;

    private static final int GROUP = 1 << GROUP_BITS;

    private final int pagesInMemory;
    private final List<ByteBuffer> pages = new ArrayList<>();
    /** How many bytes of each page are texts. */
    private int[] filled = new int[64];

    private ByteBuffer page = ByteBuffer.allocate(0);
    private long[] groups = new long[128];
    private int count;
    private @Nullable FileChannel file;

    PackedTexts() {
        this(PAGES_IN_MEMORY);
    }

    PackedTexts(int pagesInMemory) {
        this.pagesInMemory = pagesInMemory;
    }

    int count() {
        return count;
    }

    /** @param length less than a page */
    void add(byte[] text, int length) throws IOException {
        if (page.remaining() < length + 4) {
            turn();
        }
        if ((count & GROUP - 1) == 0) {
            remember(((long) pages.size() - 1 << PAGE_BITS) + page.position());
        }
        page.putInt(length).put(text, 0, length);
        filled[pages.size() - 1] = page.position();
        count++;
    }

    private void remember(long place) {
        int group = count >> GROUP_BITS;
        if (group == groups.length) {
            groups = Arrays.copyOf(groups, group * 2);
        }
        groups[group] = place;
    }

    private void turn() throws IOException {
        if (pages.size() > pagesInMemory) {
            writeOut();
        } else {
            page = ByteBuffer.allocate(PAGE);
        }
        pages.add(page);
        if (pages.size() > filled.length) {
            filled = Arrays.copyOf(filled, filled.length * 2);
        }
    }

    /** Writes the page out, which then serves as the next one. */
    private void writeOut() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("tradehouse", ".texts");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        page.clear();
        while (page.hasRemaining()) {
            file.write(page);
        }
        page.clear();
    }

    /** Makes the texts ready to be read. */
    void seal() throws IOException {
        if (file == null) {
            return;
        }
        writeOut();
        for (int i = pagesInMemory; i < pages.size(); i++) {
            pages.set(i, map(file, i));
        }
    }

    private ByteBuffer map(FileChannel written, int number) throws IOException {
        return written.map(FileChannel.MapMode.READ_ONLY, (long) (number - pagesInMemory) << PAGE_BITS, PAGE);
    }

    /** Copies a text and returns its length. */
    int get(int index, Utf8Text out) {
        long place = groups[index >> GROUP_BITS];
        int number = (int) (place >> PAGE_BITS);
        int offset = (int) place & PAGE - 1;
        ByteBuffer from = pages.get(number);
        for (int i = index & GROUP - 1; i > 0; i--) {
            offset += 4 + from.getInt(offset);
            if (offset == filled[number]) {
                from = pages.get(++number);
                offset = 0;
            }
        }
        int length = from.getInt(offset);
        out.clear();
        out.take(from, offset + 4, length);
        return length;
    }

    @Override
    public void close() throws IOException {
        pages.clear();
        if (file != null) {
            file.close();
        }
    }
}
