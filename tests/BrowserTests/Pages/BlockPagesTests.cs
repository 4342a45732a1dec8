using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.UnitTests.Campaigns.Blocks;

namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>Every variant of every block, in every style and three scripts: in Chromium, by the rules of others, and as a form.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BlockPagesTests
{
    private static readonly BlockCatalogue Blocks = new();
    private static readonly string[] Styles = [.. ThemeStyles.All];
    private static readonly string[] Samples = ["default", "arabic", "japanese"];

    private static int Variants => Blocks.All.Max(block => block.Variants.Count);

    [Test]
    public async Task Nothing_is_wrong_with_a_page_of_all_blocks(
        [ValueSource(nameof(Styles))] string style,
        [ValueSource(nameof(Samples))] string sample
    )
    {
        List<string> problems = [];
        await using var inspection = await PageInspection.OpenAsync();
        foreach (var variant in Enumerable.Range(0, Variants).Where(one => IsLookedAt(style, sample, one)))
        {
            var name = $"blocks-{style}-{sample}-{variant}";
            problems.AddRange(
                await inspection.InspectDocumentAsync(
                    BlockPages.Of(Blocks, sample, style, variant),
                    name,
                    [1440, 320],
                    width => width == 1440 && sample == "default" ? $"{name}.jpg" : null
                )
            );
            problems.AddRange(await inspection.AxeAsync(name, contrast: style == "editorial" && sample == "default"));
        }
        problems.ShouldBeEmpty(string.Join(Environment.NewLine, problems));
    }

    /// <summary>
    /// Each variant meets half of the styles, and each script: what all three are together is for <c>./dev test pages</c>. The plainest of
    /// them, whose contrast is measured twice, are always looked at.
    /// </summary>
    private static bool IsLookedAt(string style, string sample, int variant) =>
        PageInspection.IsWhole
        || (style, sample) == (Styles[0], Samples[0])
        || (Array.IndexOf(Styles, style) + Array.IndexOf(Samples, sample) + variant) % Styles.Length == 0;

    [Test]
    public async Task Nothing_is_wrong_with_an_e_mail_of_all_parts([ValueSource(nameof(Samples))] string sample)
    {
        List<string> problems = [];
        await using var inspection = await PageInspection.OpenAsync();
        foreach (var (style, variant) in new[] { ("editorial", 0), ("bold", 1), ("soft", 1) })
        {
            var name = $"e-mail-{style}-{sample}-{variant}";
            problems.AddRange(
                await inspection.InspectDocumentAsync(
                    BlockPages.EmailOf(Blocks, sample, style, variant),
                    name,
                    [700, 320],
                    width => width == 700 ? $"{name}.jpg" : null
                )
            );
        }
        problems.ShouldBeEmpty(string.Join(Environment.NewLine, problems));
    }

    [Test]
    public async Task A_section_looks_the_same_whichever_layouts_others_of_its_kind_have_on_its_page()
    {
        // Of each section by its layout: how each of its elements is laid out.
        const string read = """
            () => Object.fromEntries([...document.querySelectorAll('main > [data-component-id]')].map((root) => [
              root.id,
              [root, ...root.querySelectorAll('*')].map((element) => {
                const style = getComputedStyle(element);
                return `${element.tagName}.${element.className}: ` + ['display', 'position', 'flex-direction', 'grid-template-columns', 'grid-column',
                  'column-count', 'font-size', 'font-weight', 'text-align', 'inline-size', 'padding', 'border-width', 'border-radius', 'order', 'aspect-ratio']
                  .map((name) => style.getPropertyValue(name)).join('; ');
              }),
            ]))
            """;
        var compared = 0;
        await using var window = await Browser.WindowAsync(1440, javaScript: true);
        var page = await window.NewPageAsync();
        foreach (
            var block in Blocks.All.Where(one =>
                one is { ComponentType: not ComponentTypes.Email, Variants.Count: > 1 }
            )
        )
        {
            var together = await ReadAsync(block.Variants);
            foreach (var variant in block.Variants)
            {
                var alone = await ReadAsync([variant]);
                together[variant]
                    .Except(alone[variant], StringComparer.Ordinal)
                    .ShouldBeEmpty($"{block.Kind} as {variant}");
                compared++;
            }

            async Task<Dictionary<string, string[]>> ReadAsync(IEnumerable<string> variants)
            {
                await page.SetContentAsync(BlockPages.OfKind(Blocks, block, variants));
                return await page.EvaluateAsync<Dictionary<string, string[]>>(read);
            }
        }
        compared.ShouldBeGreaterThan(80);
    }

    /// <summary>Styles change rules and no markup, so that one of them stands for all.</summary>
    [Test]
    public async Task Every_variant_of_every_sample_is_HTML_by_its_standard()
    {
        var pages = new JsonObject();
        foreach (var sample in Samples)
        {
            for (var variant = 0; variant < Variants; variant++)
            {
                pages[$"{sample}-{variant}"] = BlockPages.Of(Blocks, sample, "editorial", variant);
            }
        }
        pages.Count.ShouldBeGreaterThanOrEqualTo(15);
        pages["broken"] =
            "<!doctype html><html lang=\"en\"><head><title>A</title></head><body><ul><p>A</p></ul></body></html>";

        var problems = (await Node.RunAsync("pages.mjs", pages))
            .AsArray()
            .Select(problem => problem!.GetValue<string>());

        problems.ShouldHaveSingleItem().ShouldStartWith("broken");
    }

    /// <summary>The catalogue as a client gets it is all that a form library needs, and what such a form submits is valid.</summary>
    [Test]
    public async Task A_form_is_drawn_from_each_schema_alone_and_what_it_submits_is_accepted()
    {
        var asked = new JsonArray([
            .. Blocks.All.Select(block => new JsonObject
            {
                ["kind"] = block.Kind,
                ["schema"] = block.Schema.DeepClone(),
                ["props"] = block.Samples[0].Props.DeepClone(),
            }),
        ]);

        var forms = (await Node.RunAsync("forms.mjs", asked)).Deserialize<Drawn[]>(JsonSerializerOptions.Web)!;

        forms.Select(form => form.Kind).ShouldBe(Blocks.All.Select(block => block.Kind));
        foreach (var form in forms)
        {
            form.Errors.ShouldBeEmpty(form.Kind);
            form.Unsupported.ShouldBe(0, $"{form.Kind} has a value that the library cannot draw");
            form.Fields.ShouldBeGreaterThan(1, form.Kind);
            var block = Blocks.Find(form.Kind)!;
            Blocks.Check(block, form.Submitted).ShouldBeEmpty(form.Kind);
            Holds(form.Submitted, block.Samples[0].Props).ShouldBeTrue($"{form.Kind}: nothing is lost on the way");
        }
    }

    /// <summary>Whether everything that was given is there; defaults may have been added.</summary>
    private static bool Holds(JsonNode? there, JsonNode? given) =>
        (there, given) switch
        {
            (JsonObject members, JsonObject wanted) => wanted.All(one => Holds(members[one.Key], one.Value)),
            (JsonArray items, JsonArray wanted) => items.Count == wanted.Count
                && items.Zip(wanted).All(pair => Holds(pair.First, pair.Second)),
            _ => JsonNode.DeepEquals(there, given),
        };

    private sealed record Drawn(string Kind, int Fields, int Unsupported, string[] Errors, JsonObject Submitted);
}
