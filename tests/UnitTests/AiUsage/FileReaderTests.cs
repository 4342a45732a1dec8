using System.Text;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Files;
using CsCheck;

namespace AiWebBuilder.UnitTests.AiUsage;

/// <summary>What a file for visitors is, told by its content, and what of it is refused.</summary>
internal sealed class FileReaderTests
{
    private static IEnumerable<TestCaseData<byte[], string>> Files()
    {
        yield return Of(SampleFiles.Pdf, "pdf");
        yield return Of(SampleFiles.PackedPdf("4 0 <</Type/Page>>"), "pdf", "packed pdf");
        yield return Of(SampleFiles.Docx, "docx");
        yield return Of(SampleFiles.Xlsx, "xlsx");
        yield return Of(SampleFiles.Office("presentationml.presentation"), "pptx");
        yield return Of(SampleFiles.Odt, "odt");
        yield return Of(SampleFiles.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet")), "ods");
        yield return Of(SampleFiles.Zip(("mimetype", "application/vnd.oasis.opendocument.presentation")), "odp");
        yield return Of(SampleFiles.Calendar, "ics");
        yield return Of(SampleFiles.Card, "vcf");
        yield return Of([.. Encoding.UTF8.Preamble, .. SampleFiles.Card], "vcf", "vcf with a mark of its encoding");
        yield return Of(
            SampleFiles.Office("wordprocessingml.document", ("word/embeddings/table.xlsx", "x")),
            "docx",
            "docx with a table in it"
        );

        static TestCaseData<byte[], string> Of(byte[] file, string extension, string? name = null) =>
            new(file, extension) { TestName = $"{{m}}({name ?? extension})" };
    }

    [TestCaseSource(nameof(Files))]
    public void A_file_is_what_its_content_says(byte[] file, string extension) =>
        new FileReader().Read(file).Extension.ShouldBe(extension);

    private static IEnumerable<TestCaseData<byte[]>> Active()
    {
        yield return Of(SampleFiles.PdfWith("5 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n"), "script");
        yield return Of(SampleFiles.PdfWith("5 0 obj<</S /Java#53cript /JS(x)>>endobj\n"), "script, written otherwise");
        yield return Of(SampleFiles.PackedPdf("5 0 <</S/JavaScript/JS(x)>>"), "script among packed objects");
        yield return Of(SampleFiles.PdfWith("5 0 obj<</S/Launch/F(calc.exe)>>endobj\n"), "program to start");
        yield return Of(SampleFiles.PdfWith("5 0 obj<</Names<</EmbeddedFiles 6 0 R>>>>endobj\n"), "packed file");
        yield return Of(SampleFiles.PdfWith("trailer<</Encrypt 7 0 R>>\n"), "protection");
        yield return Of(
            SampleFiles.Zip(
                (
                    "[Content_Types].xml",
                    """<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"""
                )
            ),
            "docm"
        );
        yield return Of(SampleFiles.Office("spreadsheetml.sheet", ("xl/vbaProject.bin", "x")), "macros");
        yield return Of(SampleFiles.Office("spreadsheetml.sheet", ("xl/activeX/activeX1.xml", "x")), "controls");
        yield return Of(
            SampleFiles.Office("wordprocessingml.document", ("word/embeddings/oleObject1.bin", "MZ")),
            "program in a document"
        );
        yield return Of(
            SampleFiles.Zip(
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("Basic/Standard/Module1.xml", "<x/>")
            ),
            "macros of OpenDocument"
        );
        yield return Of(
            "BEGIN:VCALENDAR\r\nATTACH;VALUE=BINARY;ENCODING=BA\r\n SE64:TVqQ\r\nEND:VCALENDAR"u8.ToArray(),
            "file in a calendar"
        );

        static TestCaseData<byte[]> Of(byte[] file, string name) => new(file) { TestName = $"{{m}}({name})" };
    }

    [TestCaseSource(nameof(Active))]
    public void What_acts_by_itself_is_refused(byte[] file) => CodeOf(file).ShouldBe("ai.file_active");

    private static IEnumerable<TestCaseData<byte[]>> Unknown()
    {
        yield return Of([], "nothing");
        yield return Of("<!doctype html><script>alert(1)</script>"u8, "HTML");
        yield return Of("<svg xmlns='http://www.w3.org/2000/svg'/>"u8, "SVG");
        yield return Of("MZ\x90\0%PDF-1.7 %%EOF"u8, "a program that says it is a PDF later on");
        yield return Of([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Word document");
        yield return Of("just words"u8, "text");
        yield return Of(SampleFiles.Zip(("setup.exe", "MZ")), "an archive");
        yield return Of(SampleFiles.Zip(("mimetype", "application/epub+zip")), "a book");
        yield return Of(SampleFiles.Zip(("mimetype", "application/pdf")), "an archive that says it is a PDF");
        yield return Of(SamplePictures.Png, "an image");

        static TestCaseData<byte[]> Of(ReadOnlySpan<byte> file, string name) =>
            new(file.ToArray()) { TestName = $"{{m}}({name})" };
    }

    [TestCaseSource(nameof(Unknown))]
    public void Whatever_it_is_called_another_kind_of_file_is_refused(byte[] file) =>
        CodeOf(file).ShouldBe("ai.file_type_unknown");

    [Test]
    public void What_is_not_whole_is_refused()
    {
        CodeOf(SampleFiles.Pdf[..40]).ShouldBe("ai.file_damaged");
        CodeOf(SampleFiles.Docx[..^30]).ShouldBe("ai.file_damaged");
        CodeOf(SampleFiles.Calendar[..^8]).ShouldBe("ai.file_damaged");
        CodeOf([.. "BEGIN:VCARD\nFN:"u8, 0xFF, .. "\nEND:VCARD"u8]).ShouldBe("ai.file_damaged");
    }

    [Test]
    public void Kilobytes_that_unpack_to_hundreds_of_megabytes_are_refused_before_they_do()
    {
        var zeros = new string(' ', 120 * 1024 * 1024);
        var document = SampleFiles.Office("wordprocessingml.document", ("word/document.xml", zeros));
        document.Length.ShouldBeLessThan(200_000);
        CodeOf(document).ShouldBe("ai.file_damaged");
        CodeOf(SampleFiles.PackedPdf(zeros)).ShouldBe("ai.file_damaged");
    }

    [Test]
    public void A_packed_part_that_asks_for_a_dictionary_is_searched_as_it_stands()
    {
        var pdf = SampleFiles.PackedPdf("harmless");
        var header = pdf.AsSpan().IndexOf([(byte)0x78, (byte)0x9C]);
        header.ShouldBePositive();
        // FDICT of RFC 1950, with its check.
        pdf[header + 1] = 0xBB;

        new FileReader().Read(pdf).ShouldNotBeNull();
    }

    [Test]
    public void Broken_files_are_refused_and_nothing_else_happens() =>
        Gen.Select(
                Gen.OneOf(
                    Gen.Const(SampleFiles.Docx),
                    Gen.Const(SampleFiles.Odt),
                    Gen.Const(SampleFiles.PackedPdf("x")),
                    Gen.Const(SampleFiles.Card)
                ),
                Gen.Int[0, 400],
                Gen.Byte
            )
            .Sample(
                (file, at, with) =>
                {
                    byte[] broken = [.. file];
                    broken[at % broken.Length] = with;
                    try
                    {
                        new FileReader().Read(broken);
                    }
                    catch (DomainException refused)
                    {
                        refused.Error.Kind.ShouldBe(ErrorKind.Validation);
                    }
                },
                iter: 2_000
            );

    [TestCase("Preisliste 2027.pdf", "Preisliste 2027.pdf")]
    [TestCase("Preisliste.PDF", "Preisliste.pdf")]
    [TestCase("prices.exe", "prices.exe.pdf")]
    [TestCase("C:\\fakepath\\menu.pdf", "menu.pdf")]
    [TestCase("../../etc/passwd", "passwd.pdf")]
    [TestCase("料金表　二〇二七.pdf", "料金表 二〇二七.pdf")]
    [TestCase("قائمة الأسعار.pdf", "قائمة الأسعار.pdf")]
    [TestCase("می\u200Cخواهم.pdf", "می\u200Cخواهم.pdf")]
    [TestCase("invoice\u202Efdp.exe", "invoicefdp.exe.pdf")]
    [TestCase("a\0b\r\nc\u0007.pdf", "ab c.pdf")]
    [TestCase("what? \"this\": <now>*.pdf", "what this - now.pdf")]
    [TestCase("con.pdf", "-con.pdf")]
    [TestCase("..pdf", null)]
    [TestCase("///", null)]
    [TestCase("\u202E", null)]
    public void A_name_is_one_that_every_system_can_keep(string given, string? kept) =>
        FileName.Of(given, FileType.Pdf).ShouldBe(kept);

    [Test]
    public void A_long_name_is_cut_between_two_characters_and_keeps_its_ending()
    {
        FileName.Of(new string('x', 300), FileType.Docx)!.ShouldBe(new string('x', 115) + ".docx");
        var families = FileName.Of("a" + string.Concat(Enumerable.Repeat("👩‍👧", 60)), FileType.Pdf)!;
        families.Length.ShouldBeLessThanOrEqualTo(FileName.MaxLength);
        families.ShouldEndWith("👩‍👧.pdf");
    }

    private static string CodeOf(byte[] file) =>
        Should.Throw<DomainException>(() => new FileReader().Read(file)).Error.Code;
}
