package org.tradehouse.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.acquire.Archive.Acquired;
import org.tradehouse.load.LoadException;

class ArchiveTest {
    private static final String CSV = "Period,Partner,Value\n2023,CN,5\n";

    @TempDir
    Path folder;

    @Test
    void copyLiesUnderTheHashOfItsContent() throws IOException {
        Acquired acquired = acquire("trade.csv", Packed.text(CSV));
        String hash = PrivateCopy.hash(folder.resolve("trade.csv"));
        assertThat(acquired.sha256()).isEqualTo(hash).matches("[0-9a-f]{64}");
        assertThat(acquired.archived())
                .isEqualTo(root().resolve("kz-test")
                        .resolve(hash.substring(0, 2))
                        .resolve(hash)
                        .resolve("trade.csv"))
                .hasContent(CSV);
        assertThat(acquired.byteCount()).isEqualTo(CSV.length());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(acquired.archived())))
                .isEqualTo("r--r--r--");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void sameContentUnderAnotherNameLiesInTheSamePlace() {
        Acquired first = acquire("trade.csv", Packed.text(CSV));
        Acquired again = acquire("import-2023.csv", Packed.text(CSV));
        assertThat(again.archived()).isEqualTo(first.archived());
        assertThat(again.fileName()).isEqualTo("import-2023.csv");
        assertThat(acquire("trade.csv.gz", Packed.gz(Packed.text(CSV))).archived())
                .isEqualTo(first.archived());
    }

    @Test
    void copyThatRottedOnTheDiskIsReplaced() throws IOException {
        Acquired first = acquire("trade.csv", Packed.text(CSV));
        Files.delete(first.archived());
        Files.writeString(first.archived(), "rotten");
        assertThat(acquire("trade.csv", Packed.text(CSV)).archived())
                .isEqualTo(first.archived())
                .hasContent(CSV);
    }

    @Test
    void onlyMemberOfAZipIsArchivedUnderItsOwnName() {
        byte[] zip = Packed.zip("2023/Январь.csv", Packed.text(CSV), "__MACOSX/._x", Packed.text("x"));
        Acquired acquired = acquire("download.zip", zip);
        assertThat(acquired.fileName()).isEqualTo("Январь.csv");
        assertThat(acquired.archived()).hasContent(CSV);
    }

    @Test
    void zippedWorkbookIsArchivedAsWorkbook() {
        Acquired acquired = acquire("KGD.zip", Packed.zip("goods.xlsx", Packed.xlsx()));
        assertThat(acquired.fileName()).isEqualTo("goods.xlsx");
        assertThat(acquire("goods.xlsx", Packed.xlsx()).fileName()).isEqualTo("goods.xlsx");
        assertThat(acquire("goods.xls", Packed.xls("")).fileName()).isEqualTo("goods.xls");
    }

    @Test
    void gzLosesItsEnding() {
        assertThat(acquire("COMTRADE-FINAL-CM504200003H1[2023-01-03].gz", Packed.gz(Packed.text(CSV)))
                        .fileName())
                .isEqualTo("COMTRADE-FINAL-CM504200003H1[2023-01-03]");
    }

    @Test
    void zipOfSeveralFilesIsRefusedByTheirNames() {
        LoadException refusal = refusal("two.zip", Packed.zip("a.csv", Packed.text(CSV), "b.csv", Packed.text(CSV)));
        assertThat(refusal.code()).isEqualTo("TH-1010");
        assertThat(refusal).hasMessage("two.zip holds 2 files: a.csv, b.csv; one is expected");
        assertThat(refusal("none.zip", Packed.zip("__MACOSX/x", Packed.text("x")))
                        .code())
                .isEqualTo("TH-1010");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/evil.csv", "/etc/evil.csv", "C:\\evil.csv", "a/..\\..\\evil.csv", "ev\til.csv"})
    void memberThatClimbsOutOfItsFolderIsRefused(String member) {
        assertThat(refusal("slip.zip", Packed.zip(member, Packed.text(CSV))).code())
                .isEqualTo("TH-1004");
    }

    @Test
    void bombIsRefused() {
        byte[] swelling = new byte[100 << 20];
        Arrays.fill(swelling, (byte) '1');
        LoadException zipped = refusal("bomb.zip", Packed.zip("bomb.csv", swelling));
        assertThat(zipped.code()).isEqualTo("TH-1004");
        assertThat(zipped).hasMessageContaining("swell");
        assertThat(refusal("bomb.csv.gz", Packed.gz(swelling)).code()).isEqualTo("TH-1004");
        byte[] workbook = Packed.zip("[Content_Types].xml", Packed.text("<x/>"), "xl/worksheets/sheet1.xml", swelling);
        assertThat(refusal("bomb.xlsx", workbook).code()).isEqualTo("TH-1004");
    }

    @Test
    void workbookWithADocumentTypeIsRefused() {
        byte[] xxe = Packed.zip(
                "[Content_Types].xml",
                Packed.text("<x/>"),
                "xl/workbook.xml",
                Packed.text("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"));
        assertThat(refusal("xxe.xlsx", xxe).code()).isEqualTo("TH-1004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", " \r\n\n\t\n"})
    void fileThatSaysNothingIsEmpty(String text) {
        LoadException refusal = refusal("nothing.csv", Packed.text(text));
        assertThat(refusal.code()).isEqualTo("TH-1001");
        assertThat(refusal).hasMessage("nothing.csv is empty");
        assertThat(refusal("nothing.zip", Packed.zip("nothing.csv", Packed.text(text)))
                        .code())
                .isEqualTo("TH-1001");
    }

    @Test
    void realTypeOfAFileIsNamedWhateverItsNameSays() {
        assertThat(refusal("trade.csv", Packed.text("\n<!DOCTYPE html>\n<html><body>captcha")))
                .hasMessage("trade.csv is a web page (HTML) by its content, and no table");
        assertThat(refusal("trade.xls", Packed.text("\uFEFF<table><tr><td>1</td></tr></table>")))
                .hasMessageContaining("HTML");
        assertThat(refusal("trade.xls", Packed.text("<?xml version=\"1.0\"?><Workbook/>")))
                .hasMessageContaining("XML");
        assertThat(refusal("trade.csv", Packed.text("{\"statusCode\": 401}"))).hasMessageContaining("JSON");
        assertThat(refusal("trade.csv", Packed.text("%PDF-1.4"))).hasMessageContaining("PDF");
        assertThat(refusal("trade.zip", Packed.zip("in.zip", Packed.zip("a.csv", Packed.text(CSV)))))
                .hasMessageContaining("packed twice");
        assertThat(refusal("letter.xls", Packed.compound("WordDocument", new byte[5_000])))
                .hasMessageContaining("Office document without sheets");
        assertThat(refusal("trade.csv", Packed.text("%PDF-1.4")).code()).isEqualTo("TH-1003");
    }

    @Test
    void workbookWithAPasswordIsRefused() {
        assertThat(refusal("a.xlsx", Packed.lockedXlsx()).code()).isEqualTo("TH-1006");
        assertThat(refusal("a.xls", Packed.xls("secret")).code()).isEqualTo("TH-1006");
    }

    @Test
    void formatsThatAreNotReadAreNamed() {
        byte[] xlsb = Packed.zip("[Content_Types].xml", Packed.text("<x/>"), "xl/workbook.bin", new byte[9]);
        assertThat(refusal("a.xlsx", xlsb))
                .hasMessage("a.xlsx is a binary workbook (.xlsb), which is not read")
                .extracting(LoadException::code)
                .isEqualTo("TH-1007");
        assertThat(refusal("a.xls", Packed.compound("Book", new byte[5_000]))).hasMessageContaining("Excel 5 or 95");
        byte[] excel4 = {9, 4, 6, 0, 0, 0, 16, 0, 0, 0};
        assertThat(refusal("a.xls", excel4).code()).isEqualTo("TH-1007");
        byte[] ods = Packed.zip("mimetype", Packed.text("application/vnd.oasis.opendocument.spreadsheet"));
        assertThat(refusal("a.ods", ods)).hasMessageContaining("OpenDocument");
    }

    @Test
    void workbookThatIsCutAnywhereIsNeverArchived() {
        for (byte[] whole : List.of(Packed.xlsx(), Packed.xls(""))) {
            for (int percent = 5; percent < 100; percent += 5) {
                byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
                assertThat(refusal("cut.xlsx", cut).code()).as("%d %%", percent).isEqualTo("TH-1005");
            }
        }
        byte[] almost = Packed.xlsx();
        assertThat(refusal("cut.xlsx", Arrays.copyOf(almost, almost.length - 1)).code())
                .isEqualTo("TH-1005");
    }

    @Test
    void packedFileThatIsCutIsRefused() {
        byte[] gz = Packed.gz(Packed.text(CSV.repeat(50)));
        assertThat(refusal("cut.csv.gz", Arrays.copyOf(gz, gz.length - 9)).code())
                .isEqualTo("TH-1005");
        byte[] zip = Packed.zip("a.csv", Packed.text(CSV.repeat(50)));
        assertThat(refusal("cut.zip", Arrays.copyOf(zip, zip.length - 3)).code())
                .isEqualTo("TH-1005");
    }

    @Test
    void bitThatFlippedInsideAWorkbookIsNoticed() {
        byte[] whole = Packed.xlsx();
        for (int at = 60; at < whole.length - 60; at += whole.length / 40) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            try {
                Acquired same = acquire("flip.xlsx", flipped); // a date in a zip header may differ
                assertThat(same.byteCount()).isEqualTo(whole.length);
            } catch (LoadException refusal) {
                assertThat(refusal.code()).matches("TH-10(04|05|06|10|03)");
            }
        }
    }

    @Test
    void fileThatGrowsWhileItIsReadIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("growing.csv"), Packed.text(CSV));
        Archive archive = new Archive(root(), place -> {
            append(file);
            return Long.MAX_VALUE;
        });
        LoadException refusal = catchThrowableOfType(LoadException.class, () -> archive.acquire("kz-test", file));
        assertThat(refusal.code()).isEqualTo("TH-1012");
        assertThat(refusal).hasMessage("growing.csv changed while it was read");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void fullDiskIsSaidWithItsPlaceAndTheNeed() throws IOException {
        Path file = Files.write(folder.resolve("trade.csv"), Packed.text(CSV));
        LoadException refusal = catchThrowableOfType(
                LoadException.class, () -> new Archive(root(), place -> 7).acquire("kz-test", file));
        assertThat(refusal.code()).isEqualTo("TH-1013");
        assertThat(refusal)
                .hasMessage("disk full at %s, need %d bytes, 7 are free"
                        .formatted(root().resolve("kz-test"), CSV.length()));
    }

    @Test
    void folderOrAbsentFileIsRefused() {
        assertThat(catchThrowableOfType(LoadException.class, () -> new Archive(root()).acquire("kz-test", folder))
                        .code())
                .isEqualTo("TH-1014");
        Path absent = folder.resolve("absent.csv");
        assertThat(catchThrowableOfType(LoadException.class, () -> new Archive(root()).acquire("kz-test", absent)))
                .hasMessageContaining("is not there");
    }

    private Path root() {
        return folder.resolve("archive");
    }

    private Acquired acquire(String name, byte[] content) {
        try {
            return new Archive(root()).acquire("kz-test", Files.write(folder.resolve(name), content));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private LoadException refusal(String name, byte[] content) {
        LoadException refusal = catchThrowableOfType(LoadException.class, () -> acquire(name, content));
        assertThat(refusal).as(name).isNotNull();
        assertThat(refusal.nextStep()).isNotBlank();
        assertThat(leftovers()).isEmpty();
        return refusal;
    }

    private List<Path> leftovers() {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(it -> it.getFileName().toString().startsWith(".incoming"))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "2023,KG,1\n", StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
