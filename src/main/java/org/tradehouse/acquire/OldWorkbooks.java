package org.tradehouse.acquire;

import java.io.IOException;
import java.io.InputStream;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.util.LittleEndian;
import org.tradehouse.load.LoadException;

/** The compound files (OLE2) that .xls workbooks and password-protected .xlsx workbooks are. */
final class OldWorkbooks {
    private static final int FILE_PASS = 0x2F;
    private static final int BEGIN = 0x809;
    private static final int EXCEL_97 = 0x600;

    private OldWorkbooks() {}

    /** Refuses what cannot be read, and a workbook whose records break off. */
    static void verify(Content content) {
        try (POIFSFileSystem files = new POIFSFileSystem(content.file().toFile(), true)) {
            DirectoryNode root = files.getRoot();
            if (root.hasEntry("EncryptedPackage") || root.hasEntry("EncryptionInfo")) {
                throw Refusals.locked(content.name());
            }
            if (root.hasEntry("Book") && !root.hasEntry("Workbook")) {
                throw Refusals.unsupported(content.name(), "a workbook of Excel 5 or 95");
            }
            if (!root.hasEntry("Workbook")) {
                throw Refusals.notATable(
                        content.name(),
                        "an Office document without sheets",
                        "get the file again from the publisher and look into it before loading it");
            }
            try (InputStream records = root.createDocumentInputStream("Workbook")) {
                walk(records, content.name());
            }
        } catch (LoadException refusal) {
            throw refusal;
        } catch (IOException | RuntimeException | StackOverflowError cut) {
            throw Refusals.truncated(content.name(), cut);
        }
    }

    private static void walk(InputStream records, String name) throws IOException {
        byte[] head = new byte[4];
        byte[] body = new byte[1 << 16];
        boolean first = true;
        while (records.readNBytes(head, 0, 4) == 4) {
            int id = LittleEndian.getUShort(head, 0);
            int size = LittleEndian.getUShort(head, 2);
            if (records.readNBytes(body, 0, size) < size) {
                throw new IOException("a record breaks off");
            }
            if (first && id == BEGIN && size >= 2 && LittleEndian.getUShort(body, 0) < EXCEL_97) {
                throw Refusals.unsupported(name, "a workbook of Excel 5 or 95");
            }
            if (id == FILE_PASS) {
                throw Refusals.locked(name);
            }
            first = false;
        }
    }
}
