using System.Globalization;
using System.Text;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>
/// A TypeScript folder for a React project: one typed component for each section, one for each page that puts them together,
/// and each page's styles as they are published. No package beyond React is needed.
/// </summary>
internal static class ReactExport
{
    public static IReadOnlyList<ExportFile> Files(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        ExportPlace place
    )
    {
        var names = ExportNames.For(components.Select(component => component.Page).Distinct(StringComparer.Ordinal));
        var pages = CampaignPages
            .Compose(campaign, components, place.ServingAt(key => key == "index" ? "/" : $"/{names[key]}"))
            .Where(page => page.Email is null)
            .ToArray();
        if (pages.Length == 0)
        {
            return [];
        }
        var sources = components.ToDictionary(component => component.Id.ToString(), StringComparer.Ordinal);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<ExportFile> files = [];
        foreach (var page in pages)
        {
            var document = new HtmlParser().ParseDocument(page.Html);
            var name = Free(Pascal(names[page.Key]) + "Page", taken);
            var (before, main, after) = (new List<string>(), new List<string>(), new List<string>());
            foreach (var section in document.QuerySelectorAll("[data-component-id]").ToArray())
            {
                var source = sources[section.GetAttribute("data-component-id")!];
                var component = Free(Pascal($"{names[page.Key]}-{source.Kind}"), taken);
                var landmark =
                    section.Closest("main") is not null ? main
                    : source.ComponentType == "footer" ? after
                    : before;
                landmark.Add(component);
                files.Add(new ExportFile($"components/{component}.tsx", Component(component, section)));
            }
            files.Add(
                new ExportFile(
                    $"styles/{names[page.Key]}.css",
                    string.Join('\n', document.QuerySelectorAll("style").Select(style => style.TextContent)) + "\n"
                )
            );
            files.Add(new ExportFile($"pages/{name}.tsx", Page(name, names[page.Key], before, main, after, document)));
        }
        // Without it TypeScript refuses to import what it cannot read.
        files.Add(new ExportFile("styles/css.d.ts", "declare module \"*.css\";\n"));
        files.Add(new ExportFile("README.txt", Readme(place)));
        return files;
    }

    private static string Readme(ExportPlace place) =>
        string.Join(
            '\n',
            [
                "pages/       one React component for each page, with its title, its description and what belongs on its html element",
                "components/  one for each section; each takes the properties of its root element",
                "styles/      each page's styles; a bundler loads them by the import in the page",
                "",
                "For React 19 with TypeScript, \"jsx\": \"react-jsx\". Put each page's html onto the html element: styles and",
                "languages need it. Links between pages start at /: the first page stands there, each other one under its name.",
                .. place.FormLines(),
                "",
            ]
        );

    private static string Component(string name, IElement section)
    {
        var jsx = Jsx.Component(section, indent: 2);
        return $$"""
            import type { ComponentPropsWithoutRef } from "react";

            {{jsx.Constants}}export type {{name}}Props = ComponentPropsWithoutRef<"{{jsx.Element}}">;

            export function {{name}}(props: {{name}}Props) {
              return (
            {{jsx.Markup}}  );
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Page(
        string name,
        string file,
        List<string> before,
        List<string> main,
        List<string> after,
        IDocument document
    )
    {
        var text = new StringBuilder();
        foreach (var component in (IEnumerable<string>)[.. before, .. main, .. after])
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"import {{ {component} }} from \"../components/{component}\";\n"
            );
        }
        var html = document.DocumentElement;
        var description = document.QuerySelector("meta[name=description]")?.GetAttribute("content");
        text.Append(CultureInfo.InvariantCulture, $"import \"../styles/{file}.css\";\n\n")
            .Append(CultureInfo.InvariantCulture, $"export const title = {Jsx.Literal(document.Title)};\n")
            .Append(CultureInfo.InvariantCulture, $"export const description = {Jsx.Literal(description)};\n")
            .Append("export const html = { ")
            .AppendJoin(", ", html.Attributes.Select(one => $"{Jsx.Literal(one.Name)}: {Jsx.Literal(one.Value)}"))
            .Append(CultureInfo.InvariantCulture, $" }};\n\nexport function {name}() {{\n  return (\n    <>\n")
            .Append(Jsx.Element(document.QuerySelector("body > a.skip")!, indent: 3));
        before.ForEach(component => text.Append(CultureInfo.InvariantCulture, $"      <{component} />\n"));
        text.Append("      <main id=\"main\" tabIndex={-1}>\n");
        main.ForEach(component => text.Append(CultureInfo.InvariantCulture, $"        <{component} />\n"));
        text.Append("      </main>\n");
        after.ForEach(component => text.Append(CultureInfo.InvariantCulture, $"      <{component} />\n"));
        return text.Append("    </>\n  );\n}\n").ToString();
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
        }
        return free;
    }

    /// <summary>An identifier from letters, digits and dashes; one that would begin with a digit gets a letter before it.</summary>
    private static string Pascal(string name)
    {
        var words = name.Split('-', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsAsciiLetterOrDigit)))
            .Where(word => word.Length > 0);
        var pascal = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return pascal.Length == 0 || char.IsAsciiDigit(pascal[0]) ? "Section" + pascal : pascal;
    }
}
