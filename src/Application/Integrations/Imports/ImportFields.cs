namespace AiWebBuilder.Application.Integrations.Imports;

/// <param name="Url">Of the first page: its links and the sitemap lead to the others of the same host.</param>
/// <param name="Rehearsal">Makes nothing, costs nothing, and tells what would be made.</param>
/// <param name="MaxPages">1–20; 10 by default.</param>
/// <example>{"url":"https://quaysidebakes.example/","rehearsal":true,"maxPages":5}</example>
public sealed record ImportFields(string Url, bool Rehearsal = false, int MaxPages = ImportFields.UsualPages)
{
    public const int UsualPages = 10;
    public const int MostPages = 20;
}
