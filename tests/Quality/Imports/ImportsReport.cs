using System.Globalization;
using System.Text.Json;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Campaigns.Imports;
using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Integrations.Reading;
using AiWebBuilder.Infrastructure.Integrations.Reading.Money;

namespace AiWebBuilder.Quality.Imports;

/// <summary>What becomes of pages of other builders, against the truth that was counted by hand before any of them was read.</summary>
internal static class ImportsReport
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Imports", "Pages");

    public static void Print(IReadOnlyCollection<string> named, bool misses, bool ledger)
    {
        Console.WriteLine(
            "page                texts carried/named/missing  prices  phones  mails  links  images  forms  fields  twins  tracking  not-carriable  followed  totals"
        );
        ImportCount sum = new();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (named.Count > 0 && !named.Contains(name, StringComparer.Ordinal))
            {
                continue;
            }
            var (count, mapped, page) = Of(file);
            sum.Add(count);
            Console.WriteLine(count.Line(name));
            foreach (var miss in misses ? count.Misses : [])
            {
                Console.WriteLine($"    {miss}");
            }
            if (ledger)
            {
                foreach (var section in page.Sections)
                {
                    Console.WriteLine(
                        $"    == {section.Kind}: {string.Join(" | ", section.Elements.Select(one => $"{one.Kind}{(one.Role is null ? "" : ":" + one.Role)}{(one.Item > 0 ? "#" + one.Item.ToString(CultureInfo.InvariantCulture) : "")}{(one.Fate is null ? "" : "!")} {one.Text[..Math.Min(40, one.Text.Length)]}"))}"
                    );
                }
                foreach (var section in mapped.Sections)
                {
                    Console.WriteLine($"    -> {section.Kind}: {section.Props.ToJsonString(ImportCount.Json)}");
                }
                foreach (var one in mapped.Fates)
                {
                    Console.WriteLine(
                        $"    {one.Fate, -12} {one.Kind, -10} {one.Text[..Math.Min(60, one.Text.Length)]} {one.Address} -> {one.Section} {one.Path} {one.Reason}"
                    );
                }
            }
        }
        Console.WriteLine(sum.Line("all"));
    }

    public static (ImportCount Count, MappedPage Mapped, SourcePage Page) Of(string truthFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(truthFile));
        var truth = document.RootElement.Clone();
        var html = File.ReadAllBytes(
            Path.Combine(Path.GetDirectoryName(truthFile)!, truth.GetProperty("page").GetString()!)
        );
        var page = new PageReader().Read(html, null, null);
        var mapped = Map(page);
        return (new ImportCount(truth, page, mapped), mapped, page);
    }

    /// <summary>As the product does, with every picture there that could be uploaded.</summary>
    public static MappedPage Map(SourcePage page)
    {
        var pictures = page
            .Elements.Where(one => one is { Kind: SourceKinds.Image, Address: not null })
            .Select(one => one.Address!)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var media = new ImportedMedia(
            pictures
                .Where(address => !address.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
                .ToDictionary(address => address, _ => Guid.CreateVersion7(), StringComparer.Ordinal),
            pictures
                .Where(address => address.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
                .ToDictionary(address => address, _ => "A drawing (SVG) cannot be uploaded.", StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        return new PageMapper(Campaigns, new PriceReader(), TimeProvider.System).Map(page, media);
    }

    private static readonly IImportedCampaigns Campaigns = new ImportedCampaigns(
        null!,
        null!,
        new FactReader(),
        null!,
        new BlockCatalogue(),
        null!,
        null!,
        TimeProvider.System
    );
}
