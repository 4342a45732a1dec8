using System.IO.Compression;
using System.Text;

namespace AiWebBuilder.UnitTests.AiUsage;

/// <summary>Files for visitors, as small as they can be.</summary>
internal static class SampleFiles
{
    public static byte[] Pdf { get; } = PdfWith("");

    public static byte[] Calendar { get; } =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Fête\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"u8.ToArray();

    public static byte[] Card { get; } = "BEGIN:VCARD\nVERSION:4.0\nFN:久保田 誠\nEND:VCARD"u8.ToArray();

    public static byte[] Docx { get; } = Office("wordprocessingml.document", ("word/document.xml", "<w:document/>"));

    public static byte[] Xlsx { get; } = Office("spreadsheetml.sheet", ("xl/workbook.xml", "<workbook/>"));

    public static byte[] Odt { get; } =
        Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office:text/>"));

    /// <param name="objects">Further objects, or anything else that stands in the file.</param>
    public static byte[] PdfWith(string objects) => PdfWith(Encoding.Latin1.GetBytes(objects));

    public static byte[] PdfWith(byte[] objects) =>
        [
            .. "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"u8,
            .. objects,
            .. "trailer\n<</Root 1 0 R>>\n%%EOF\n"u8,
        ];

    /// <summary>A PDF whose objects are packed together, as most programs write them.</summary>
    public static byte[] PackedPdf(string objects)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Encoding.Latin1.GetBytes(objects));
        }
        return PdfWith([
            .. Encoding.Latin1.GetBytes(
                $"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {packed.Length}>>\nstream\r\n"
            ),
            .. packed.ToArray(),
            .. "\nendstream\nendobj\n"u8,
        ]);
    }

    /// <param name="main">What its main part is.</param>
    public static byte[] Office(string main, params (string Path, string Content)[] parts) =>
        Zip([
            (
                "[Content_Types].xml",
                $"""<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{main}.main+xml"/></Types>"""
            ),
            .. parts,
        ]);

    public static byte[] Zip(params (string Path, string Content)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in parts)
            {
                using var entry = zip.CreateEntry(path, CompressionLevel.SmallestSize).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return file.ToArray();
    }
}
