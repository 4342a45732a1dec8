using System.Text.Json;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>The briefs that the product ships in samples/briefs, and what is written for them.</summary>
internal static class SampleBriefs
{
    public static IEnumerable<string> Names =>
        Directory
            .GetFiles(Folder, "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "briefs");

    public static Brief Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")));
        var root = document.RootElement;
        return new Brief(
            Text("name")!,
            Text("type")!,
            Text("description"),
            Text("targetAudience"),
            Text("businessType"),
            root.TryGetProperty("goals", out var goals)
                ? [.. goals.EnumerateArray().Select(goal => goal.GetString()!)]
                : [],
            Text("brandGuidelines"),
            root.TryGetProperty("performanceRequirements", out var requirements)
            && requirements.TryGetProperty("language", out var language)
                ? language.GetString()
                : null
        );

        string? Text(string property) => root.TryGetProperty(property, out var value) ? value.GetString() : null;
    }

    public static Theme ThemeFor(Brief brief) =>
        new(
            "soft",
            BriefLanguage.Of(brief),
            "ltr",
            "#FFFFFF",
            "#F5F5F5",
            "#111111",
            "#444444",
            "#113355",
            "#FFFFFF",
            "#113355",
            "#DDDDDD",
            "Georgia",
            "Arial"
        );

    public static IEnumerable<SectionPrompt> Prompts(Brief brief, int variant = 0, string? instruction = null)
    {
        var plan = CampaignPlanner.Plan(brief);
        return plan.Sections.Select(section => new SectionPrompt(
            brief,
            plan,
            section,
            ThemeFor(brief),
            instruction,
            Variant: variant
        ));
    }

    /// <summary>Every text a visitor reads, except the choices of a select.</summary>
    public static IEnumerable<string> Texts(SectionPrompt prompt)
    {
        if (prompt.Section.Kind == "email")
        {
            var email = EmailWriter.Write(prompt);
            return new[]
            {
                email.Subject,
                email.Preheader,
                email.Heading,
                email.SignOff,
                email.Footer,
                email.Primary?.Label,
            }
                .Concat(email.Paragraphs)
                .Concat(email.Items.SelectMany(item => new[] { item.Title, item.Meta, item.Text }))
                .OfType<string>();
        }

        var content = Copywriter.Write(prompt);
        return new[]
        {
            content.Brand,
            content.Eyebrow,
            content.Heading,
            content.Lead,
            content.Note,
            content.Primary?.Label,
            content.Secondary?.Label,
            content.Phone?.Label,
            content.Form?.Submit,
            content.Form?.Success,
            content.Form?.Privacy,
        }
            .Concat(content.Paragraphs)
            .Concat(content.Items.SelectMany(item => new[] { item.Title, item.Meta, item.Text }))
            .Concat(content.Form?.Fields.Select(field => field.Label) ?? [])
            .OfType<string>();
    }
}
