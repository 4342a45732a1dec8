using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Pages.Emails;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

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

    private static Theme ThemeOf(SectionPrompt prompt) =>
        Theme.For(prompt.Brief, prompt.Theme.Language, FactLedger.Nothing);

    public static BlockCatalogue Blocks { get; } = new();

    public static IEnumerable<SectionPrompt> Prompts(Brief brief, int variant = 0)
    {
        var (plan, ledger) = PlanOf(brief);
        var theme = new PromptTheme("soft", BriefLanguage.Of(brief), 0);
        BlockFact[] facts = [.. BlockFacts.Of(ledger).Values];
        return plan.Sections.Select(section => new SectionPrompt(brief, plan, theme, facts, section, variant));
    }

    public static (CampaignPlan Plan, FactLedger Facts) PlanOf(Brief brief)
    {
        var ledger = Reader.Read(brief).ToLedger();
        return (CampaignPlanner.Plan(brief, ledger), ledger);
    }

    private static readonly FactReader Reader = new();

    /// <summary>The section's props, complete and valid by its block.</summary>
    public static JsonObject Props(SectionPrompt prompt)
    {
        var block = Blocks.Find(prompt.Section.Kind)!;
        var props = Copywriter.Write(prompt);
        props.ShouldNotBeNull($"the planner plans only what can be said: {prompt.Section.Kind}");
        var completed = Blocks.Complete(block, props);
        Blocks.Check(block, completed).ShouldBeEmpty($"{prompt.Section.Kind}: {completed.ToJsonString()}");
        Blocks
            .References(block, completed, PageOf(prompt))
            .ShouldBeEmpty($"{prompt.Section.Kind}: {completed.ToJsonString()}");
        return completed;
    }

    /// <summary>The section as its block lays it out.</summary>
    public static BlockMarkup Markup(SectionPrompt prompt) =>
        Blocks.Render(Blocks.Find(prompt.Section.Kind)!, Props(prompt), PageOf(prompt));

    /// <summary>The e-mail that these prompts are the parts of.</summary>
    public static (string Html, EmailParts Parts) Email(IEnumerable<SectionPrompt> parts)
    {
        var prompts = parts.ToList();
        var head = Props(prompts.Single(prompt => prompt.Section.Kind == "e-head"));
        var (html, email, leftOut, _) = EmailComposer.Compose(
            Blocks,
            new EmailDocument(
                "An e-mail",
                head["subject"]!.GetValue<string>(),
                head["preheader"]?.GetValue<string>() ?? "",
                ThemeOf(prompts[0]),
                [
                    .. prompts.Select(prompt => new EmailPart(
                        Guid.CreateVersion7(),
                        prompt.Section.Kind,
                        Markup(prompt).Html,
                        ""
                    )),
                ],
                Links: null,
                UploadAddressOf: null
            )
        );
        leftOut.ShouldBeEmpty();
        return (html, email);
    }

    /// <summary>Every text a visitor reads, except the choices of a select.</summary>
    public static IEnumerable<string> Texts(SectionPrompt prompt)
    {
        var facts = prompt.Facts.ToDictionary(fact => fact.Id, StringComparer.Ordinal);
        return TextsIn(Props(prompt), facts).Select(text => text.Replace("\\", "", StringComparison.Ordinal));
    }

    private static IEnumerable<string> TextsIn(JsonNode? node, Dictionary<string, BlockFact> facts) =>
        node switch
        {
            JsonObject members => members
                .Where(member => !Choices.Contains(member.Key))
                .SelectMany(member => TextsIn(member.Value, facts)),
            JsonArray items => items.SelectMany(item => TextsIn(item, facts)),
            JsonValue value when value.TryGetValue<string>(out var text) => facts.TryGetValue(text, out var fact)
                ? TextsIn(fact.Value, [])
                : [text],
            _ => [],
        };

    // What a template or the server decides with.
    private static readonly string[] Choices =
    [
        "id",
        "v",
        "variant",
        "tone",
        "icon",
        "kind",
        "to",
        "ref",
        "required",
        "options",
        "e164",
        "shortCode",
    ];

    private static BlockPage PageOf(SectionPrompt prompt)
    {
        var (plan, page) = (prompt.Plan, prompt.Section.Page);
        return new(
            ThemeOf(prompt),
            prompt.Section.Kind,
            prompt.Facts.ToDictionary(fact => fact.Id, StringComparer.Ordinal)
        )
        {
            Key = page,
            Resolve = link =>
                link.To switch
                {
                    "page" => plan.Pages.Any(one => one.Key == link.Ref) ? link.Ref : null,
                    "section" => plan.Sections.Any(one =>
                        (one.Page == page || one.Page == "index") && one.Kind == link.Ref
                    )
                        ? $"#{link.Ref}"
                        : null,
                    // In a sequence of e-mails alone the owner writes where it is reached.
                    _ => plan.Sections.Any(one => one.ComponentType == "form") ? "#contact"
                    : plan.Pages.All(one => plan.HasEmail(one.Key)) ? $"#{link.Ref}"
                    : null,
                },
        };
    }
}
