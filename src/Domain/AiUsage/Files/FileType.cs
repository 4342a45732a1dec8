namespace AiWebBuilder.Domain.AiUsage.Files;

/// <summary>A kind of file that can be uploaded for visitors to download.</summary>
/// <param name="Extension">What its name ends with, without a dot: <c>pdf</c>.</param>
public sealed record FileType(string Extension, string ContentType)
{
    /// <summary>Bytes of one file: a brochure with photographs, over the telephone's network.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    private const string Office = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    public static FileType Pdf { get; } = new("pdf", "application/pdf");
    public static FileType Docx { get; } = new("docx", Office + "wordprocessingml.document");
    public static FileType Xlsx { get; } = new("xlsx", Office + "spreadsheetml.sheet");
    public static FileType Pptx { get; } = new("pptx", Office + "presentationml.presentation");
    public static FileType Odt { get; } = new("odt", OpenDocument + "text");
    public static FileType Ods { get; } = new("ods", OpenDocument + "spreadsheet");
    public static FileType Odp { get; } = new("odp", OpenDocument + "presentation");

    /// <summary>Dates for a calendar (RFC 5545).</summary>
    public static FileType Calendar { get; } = new("ics", "text/calendar");

    /// <summary>An entry for an address book (RFC 6350).</summary>
    public static FileType Card { get; } = new("vcf", "text/vcard");

    public static IReadOnlyList<FileType> All { get; } = [Pdf, Docx, Xlsx, Pptx, Odt, Ods, Odp, Calendar, Card];
}
