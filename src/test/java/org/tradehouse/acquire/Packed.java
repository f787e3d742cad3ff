package org.tradehouse.acquire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Bytes of files as publishers pack them. */
final class Packed {
    private Packed() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gz(byte[] content) {
        return made(out -> {
            try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
                gz.write(content);
            }
        });
    }

    /** A zip of names and contents in turn. */
    static byte[] zip(Object... namesAndContents) {
        return made(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < namesAndContents.length; i += 2) {
                    zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                    zip.write((byte[]) namesAndContents[i + 1]);
                    zip.closeEntry();
                }
            }
        });
    }

    static byte[] xlsx() {
        return made(out -> {
            try (XSSFWorkbook workbook = new XSSFWorkbook()) {
                fill(workbook);
                workbook.write(out);
            }
        });
    }

    static byte[] xls(String password) {
        return made(out -> {
            try (HSSFWorkbook workbook = new HSSFWorkbook()) {
                fill(workbook);
                if (!password.isEmpty()) {
                    Biff8EncryptionKey.setCurrentUserPassword(password);
                }
                workbook.write(out);
            } finally {
                Biff8EncryptionKey.setCurrentUserPassword(null);
            }
        });
    }

    static byte[] lockedXlsx() {
        return made(out -> {
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("secret");
                try (var encrypted = encryptor.getDataStream(files)) {
                    encrypted.write(xlsx());
                } catch (GeneralSecurityException unavailable) {
                    throw new IOException(unavailable);
                }
                files.writeFilesystem(out);
            }
        });
    }

    /** A compound file with one stream. */
    static byte[] compound(String stream, byte[] content) {
        return made(out -> {
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                files.createDocument(new ByteArrayInputStream(content), stream);
                files.writeFilesystem(out);
            }
        });
    }

    private static void fill(Workbook workbook) {
        var sheet = workbook.createSheet("2023");
        for (int i = 0; i < 300; i++) {
            sheet.createRow(i).createCell(0).setCellValue("row " + i * 31);
        }
    }

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] made(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }
}
