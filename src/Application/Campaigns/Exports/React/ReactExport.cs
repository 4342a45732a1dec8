using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>
/// A TypeScript folder for a React project: one typed component for each kind of section and each build of it, one for each page that
/// puts them together and gives them their words, and each page's styles as they are published. No package beyond React is needed.
/// </summary>
internal static class ReactExport
{
    public static IReadOnlyList<ExportFile> Files(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        ExportPlace place
    )
    {
        var names = ExportNames.For(components.Select(component => component.Page).Distinct(StringComparer.Ordinal));
        var pages = CampaignPages
            .Compose(
                blocks,
                campaign,
                components,
                place.ServingAt(key => key == "index" ? "/" : $"/{names[key]}", ExportUploads.AddressesIn("/", place))
            )
            .Where(page => page.Email is null)
            .ToArray();
        if (pages.Length == 0)
        {
            return [];
        }
        var sources = components.ToDictionary(component => component.Id.ToString(), StringComparer.Ordinal);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, Shared> shared = new(StringComparer.Ordinal);
        List<ExportFile> files = [];
        foreach (var page in pages)
        {
            var document = new HtmlParser().ParseDocument(page.Html);
            var name = Free(Pascal(names[page.Key]) + "Page", taken);
            var (before, main, after) = (new List<Use>(), new List<Use>(), new List<Use>());
            foreach (var section in document.QuerySelectorAll("[data-component-id]").ToArray())
            {
                var source = sources[section.GetAttribute("data-component-id")!];
                var landmark =
                    section.Closest("main") is not null ? main
                    : source.ComponentType == "footer" ? after
                    : before;
                // Code of one's own stays as it was written, and so does the HTML of a custom block.
                if (source is { IsAttached: true, Kind: not "custom" })
                {
                    landmark.Add(Attached(section, source));
                    continue;
                }
                var component = Free(Pascal($"{names[page.Key]}-{source.Kind}"), taken);
                landmark.Add(new Use(component, null));
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
        files.AddRange(ExportUploads.Files("public/", place, pages));
        files.Add(new ExportFile("README.txt", Readme(place)));
        return files;

        Use Attached(IElement section, CampaignComponent source)
        {
            var id = source.Id.ToString();
            var read = ReactTemplate.Of(section, id, JsonNode.Parse(source.Props)!.AsObject());
            var shape = $"{source.Kind} {read.Shape}";
            if (!shared.TryGetValue(shape, out var component))
            {
                var name = Free(Pascal(source.Kind), taken);
                component = shared[shape] = new Shared(name, section.ClassName);
                files.Add(new ExportFile($"components/{name}.tsx", Template(name, id, read)));
            }
            OrderedDictionary<string, object> given = new(StringComparer.Ordinal)
            {
                ["id"] = section.Id ?? "",
                ["componentId"] = id,
            };
            if (section.ClassName is { } classes && classes != component.Classes)
            {
                given["className"] = classes;
            }
            foreach (var (name, value) in read.Given)
            {
                given[name] = value;
            }
            return new Use(component.Name, Jsx.Given(given));
        }
    }

    /// <param name="Classes">Those that its root has when it is given none.</param>
    private sealed record Shared(string Name, string? Classes);

    /// <summary>A component on a page.</summary>
    /// <param name="Properties">Each on a line; null: it takes none.</param>
    private sealed record Use(string Component, string? Properties);

    private static string Template(string name, string componentId, ReactTemplate.Read read)
    {
        var jsx = Jsx.Template(read.Root, componentId, indent: 2);
        var members = string.Concat(
            read.Given.Select(one => $"  {one.Key}: {ReactScope.TypeOf(one.Value)};\n")
                .Prepend("  componentId: string;\n")
                .Prepend("  id: string;\n")
        );
        var types = members.Contains("ReactNode", StringComparison.Ordinal) ? ", ReactNode" : "";
        var fragment = jsx.Markup.Contains("<Fragment ", StringComparison.Ordinal)
            ? "import { Fragment } from \"react\";\n"
            : "";
        return $$"""
            {{fragment}}import type { ComponentPropsWithoutRef{{types}} } from "react";

            {{jsx.Constants}}export interface {{name}}Content {
            {{members}}}

            export type {{name}}Props = {{name}}Content & Omit<ComponentPropsWithoutRef<"{{jsx.Element}}">, keyof {{name}}Content | "children">;

            export function {{name}}({ {{string.Join(
                ", ",
                read.Given.Keys.Prepend("componentId").Prepend("id")
            )}}, ...root }: {{name}}Props) {
              return (
            {{jsx.Markup}}  );
            }

            """.ReplaceLineEndings(
            "\n"
        );
    }

    private static string Readme(ExportPlace place) =>
        string.Join(
            '\n',
            [
                "pages/       one React component for each page, with its title, its description and what belongs on its html element",
                "components/  one for each kind of section; what is built otherwise has a number. Pages give them their words, links and pictures,",
                "             and they take the properties of their root element. Code of your own has a component of its own, as it is",
                "styles/      each page's styles; a bundler loads them by the import in the page",
                "public/      uploaded images and files, if there are any: what is in it stands at / of the site",
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
        List<Use> before,
        List<Use> main,
        List<Use> after,
        IDocument document
    )
    {
        var text = new StringBuilder();
        Use[] all = [.. before, .. main, .. after];
        foreach (var component in all.Select(use => use.Component).Distinct(StringComparer.Ordinal))
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
        before.ForEach(use => Add(use, "      "));
        text.Append("      <main id=\"main\" tabIndex={-1}>\n");
        main.ForEach(use => Add(use, "        "));
        text.Append("      </main>\n");
        after.ForEach(use => Add(use, "      "));
        return text.Append("    </>\n  );\n}\n").ToString();

        void Add(Use use, string indent)
        {
            text.Append(indent).Append('<').Append(use.Component);
            if (use.Properties is { } properties)
            {
                text.Append('\n');
                foreach (var line in properties.TrimEnd('\n').Split('\n'))
                {
                    text.Append(indent).Append("  ").Append(line).Append('\n');
                }
                text.Append(indent).Append("/>\n");
            }
            else
            {
                text.Append(" />\n");
            }
        }
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
