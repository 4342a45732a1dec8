using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>A page as blocks.</summary>
/// <param name="Styles">A custom-HTML block.</param>
/// <param name="Body">One group that holds the sections.</param>
internal sealed partial record PageBlocks(string Styles, string Body)
{
    /// <summary>Of the group that a page is.</summary>
    private const string PageClass = "aiwebbuilder";

    private static readonly string OwnCss = ReadOwnCss();

    public string Whole => BlockMarkup.Join([Styles, Body]);

    /// <summary>
    /// The page's styles, and one group that holds its sections: those made of blocks as WordPress's own, code of one's own as it is.
    /// As the theme owns the root and the main part, the group has the classes that styles look for instead of their attributes.
    /// </summary>
    /// <param name="html">The page as a document.</param>
    /// <param name="nameOf">The name of an attached component by its id; null: its code is somebody's own.</param>
    /// <param name="isOurs">Whether rules are a block's.</param>
    /// <param name="mark">A class of the group's, beside its own; empty: none.</param>
    public static PageBlocks Of(string html, Func<string, string?> nameOf, Func<string, bool> isOurs, string mark = "")
    {
        var document = new HtmlParser().ParseDocument(html);
        var root = document.DocumentElement;
        var (language, direction) = (root.GetAttribute("lang"), root.GetAttribute("dir"));
        List<string> sections = [];
        foreach (var section in document.QuerySelectorAll("[data-component-id]"))
        {
            MarkPlace(section);
            if (nameOf(section.GetAttribute("data-component-id")!) is { } name)
            {
                sections.Add(WordPressBlocks.Section(section, name));
                continue;
            }
            var holder = document.CreateElement("div");
            holder.SetAttribute("lang", language);
            holder.SetAttribute("dir", direction);
            holder.AppendChild(section.Clone());
            sections.Add(BlockMarkup.Html(holder.OuterHtml));
        }
        return new(
            Clean(WordPressBlocks.Styles([OwnCss, .. StylesOf(document, isOurs)])),
            Clean(WordPressBlocks.Wide($"{ClassesOf(root)} {mark}".TrimEnd(), sections))
        );
    }

    /// <summary>The page as one piece of code for a page of any builder's: its styles reach nothing around it.</summary>
    /// <param name="html">The page as a document.</param>
    /// <param name="isOurs">Whether rules are a block's.</param>
    public static string Pasted(string html, Func<string, bool> isOurs)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var root = document.DocumentElement;
        var holder = document.CreateElement("div");
        holder.ClassName = ClassesOf(root);
        holder.SetAttribute("lang", root.GetAttribute("lang"));
        holder.SetAttribute("dir", root.GetAttribute("dir"));
        foreach (var section in document.QuerySelectorAll("[data-component-id]"))
        {
            MarkPlace(section);
            holder.AppendChild(section.Clone());
        }
        var styles = string.Concat(StylesOf(document, isOurs).Select(css => $"<style>{css}</style>\n"));
        return $"{styles}{holder.OuterHtml}\n";
    }

    private static string ClassesOf(IElement root) =>
        $"{PageClass} style-{root.GetAttribute("data-style")} lang-{root.GetAttribute("lang")} dir-{root.GetAttribute("dir")}";

    private static IEnumerable<string> StylesOf(IDocument document, Func<string, bool> isOurs) =>
        document
            .QuerySelectorAll("style")
            .Select((style, i) => i == 0 || isOurs(style.TextContent) ? Within(style.TextContent) : style.TextContent);

    /// <summary>Where the section stands is said by a class, because it leaves the main part.</summary>
    private static void MarkPlace(IElement section)
    {
        if (section.ParentElement is { LocalName: "main" } main)
        {
            section.ClassList.Add(main.Children.Index(section) % 2 == 0 ? "section--odd" : "section--even");
        }
    }

    /// <summary>
    /// The same rules for what stands in the page's group alone, by CSS nesting: the theme around it stays as it is, and what it says of
    /// blocks weighs less.
    /// </summary>
    private static string Within(string css)
    {
        css = css.Replace("main>:nth-child(even)", ".section--even", StringComparison.Ordinal)
            .Replace("main>:nth-child(odd)", ".section--odd", StringComparison.Ordinal);
        css = Attributes().Replace(css, "&.${name}-${value}");
        css = Languages().Replace(css, "&.lang-${language}");
        css = css.Replace(":root", "&", StringComparison.Ordinal);
        css = MainPart().Replace(css, "&>");
        css = BodyElement()
            .Replace(css, match => match.Groups["before"] is { Success: true } root ? root.Value.TrimEnd() : "&");
        return $".{PageClass}{{{css}}}";
    }

    /// <summary>XML 1.0, in which WordPress exports what it has, has no way to write most control characters.</summary>
    public static string Clean(string text) =>
        string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));

    private static string ReadOwnCss()
    {
        using var stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream("AiWebBuilder.Application.Campaigns.Exports.wordpress.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }

    [GeneratedRegex(@"\bmain ?> ?", RegexOptions.None, 10_000)]
    private static partial Regex MainPart();

    [GeneratedRegex("""\[(?:data-)?(?<name>style|dir)="(?<value>[a-z]+)"\]""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Attributes();

    [GeneratedRegex(@":lang\((?<language>[A-Za-z-]+)\)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Languages();

    [GeneratedRegex(@"(?<before>&[\w.-]+\s+)?(?<![\w.#-])body(?![\w-])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex BodyElement();
}
