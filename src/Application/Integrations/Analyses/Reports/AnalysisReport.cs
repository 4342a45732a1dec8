using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Documents;
using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Analyses.Writing;

namespace AiWebBuilder.Application.Integrations.Analyses.Reports;

/// <summary>Lays an analysis out: what to do first, what it rests on below. Whatever a page said is escaped where it is quoted.</summary>
internal sealed class AnalysisReport
{
    private const int MostCode = 15_000;
    private const int MostFates = 60;

    /// <summary>Of a block of one's own: it reaches nothing else.</summary>
    private const string Css = """
        .advice{list-style:none;margin:0;padding:0;display:grid;gap:1.25rem}
        .advice li{border:1px solid var(--border);border-radius:.75rem;padding:1.1rem 1.25rem;background:var(--surface);break-inside:avoid}
        .advice h3{margin:0 0 .35rem;font-size:1.15rem;line-height:1.3}
        .advice p{margin:0 0 .5rem}
        .advice .rest{margin:0;color:var(--muted);font-size:.9rem}
        table{width:100%;border-collapse:collapse;font-size:.95rem}
        th,td{text-align:start;vertical-align:top;padding:.55rem .75rem .55rem 0;border-bottom:1px solid var(--border);overflow-wrap:anywhere}
        thead th{color:var(--muted);font-weight:600;font-size:.85rem}
        td.n{white-space:nowrap;font-variant-numeric:tabular-nums}
        tr{break-inside:avoid}
        td ul{margin:0;padding:0;list-style:none;color:var(--muted);font-size:.85rem}
        q{quotes:none;color:var(--text)}
        .found td.n{font-weight:700}
        .rest{color:var(--muted)}
        .figures{display:flex;flex-wrap:wrap;gap:1rem 3rem;margin:1.5rem 0}
        .figures dt{color:var(--muted);font-size:.9rem}
        .figures dd{margin:0;font-size:2.25rem;line-height:1.2;color:var(--accent);font-variant-numeric:tabular-nums}
        .lead{font-size:1.15rem;line-height:1.6;max-width:44rem}
        h3.area{margin:2rem 0 .25rem;font-size:1.2rem}
        @media(max-width:34rem){table.facts thead{display:none}table.facts tr{display:grid;grid-template-columns:1fr auto;border-bottom:1px solid var(--border)}table.facts :is(td,th){border:0}table.facts td:last-child{grid-column:1/-1;padding-top:0}}
        .wide{overflow-x:auto}.wide :is(td,th){white-space:nowrap;overflow-wrap:normal;padding-inline-end:1.25rem}
        """;

    private readonly AnalysisView analysis;
    private readonly CountedFacts counted;
    private readonly AnalysisWords words;
    private readonly List<BlockSection> sections = [];

    private AnalysisReport(AnalysisView analysis, CountedFacts counted, AnalysisWords words) =>
        (this.analysis, this.counted, this.words) = (analysis, counted, words);

    public static BlockDocument Of(AnalysisView analysis, CountedFacts counted, AnalysisWords words) =>
        new AnalysisReport(analysis, counted, words).Make();

    private BlockDocument Make()
    {
        Opening();
        Recommendations();
        if (analysis.MigrationAssessment is { } assessed)
        {
            Fates(assessed);
            Plan(assessed.Plan);
        }
        Facts();
        return new BlockDocument($"{words.Types[analysis.AnalysisType]}: {counted.Host}", words.Language, sections);
    }

    private void Opening()
    {
        (string Label, long Number)[] figures =
        [
            (words.Report["pages"], Find("structure.pages")?.Count ?? 0),
            (words.Report["findings"], counted.Facts.Count(IsFinding)),
            (words.Report["recommendations"], analysis.Recommendations.Count),
        ];
        Code(
            words.Types[analysis.AnalysisType],
            string.Create(
                CultureInfo.InvariantCulture,
                $"<p class=\"rest\">{Encode(counted.Host)} · {Encode(words.Report["counted_on"])} {counted.At:yyyy-MM-dd} · {Encode(words.Report["written_by"])} {Encode(analysis.AiModelUsed)}</p><dl class=\"figures\">{string.Concat(figures.Select(figure => $"<div><dt>{Encode(figure.Label)}</dt><dd>{AnalysisWords.Say(figure.Number)}</dd></div>"))}</dl><p class=\"lead\">{Encode(analysis.Summary?.Text)}</p>"
            )
        );
    }

    private void Recommendations()
    {
        if (analysis.Recommendations.Count == 0)
        {
            Code(words.Report["recommendations"], $"<p>{Encode(words.Report["nothing"])}</p>");
            return;
        }
        var html = new StringBuilder("<ol class=\"advice\">");
        var number = 0;
        foreach (var one in analysis.Recommendations)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<li><h3>{++number}. {Encode(one.Title)}</h3><p>{Encode(one.Text)}</p><p class=\"rest\">{Encode(words.Effort[one.Effort])} · {Encode(words.Report["rests_on"])}: {string.Join("; ", one.Facts.Select(id => $"{Encode(words.Label(id))} ({CountOf(Find(id))})"))}</p></li>"
            );
        }
        Code(words.Report["recommendations"], html.Append("</ol>").ToString());
    }

    private void Fates(MigrationAssessment assessed)
    {
        var html = new StringBuilder("<div class=\"wide\"><table><thead><tr><td></td>");
        foreach (var fate in words.Fates.Values)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Encode(fate)}</th>");
        }
        html.Append(
            CultureInfo.InvariantCulture,
            $"<th scope=\"col\">{Encode(words.Report["all"])}</th></tr></thead><tbody>"
        );
        foreach (var total in assessed.Contents)
        {
            int[] columns = [total.Carried, total.Approximated, total.Replaced, total.Lost, total.Unassessed];
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encode(total.What)}</th>")
                .Append(string.Concat(columns.Append(columns.Sum()).Select(count => Number(count))))
                .Append("</tr>");
        }
        Code(words.Report["fates"], html.Append("</tbody></table></div>").ToString());
        html.Clear()
            .Append(
                CultureInfo.InvariantCulture,
                $"<table class=\"facts\"><thead><tr><th scope=\"col\">{Encode(words.Report["content"])}</th><th scope=\"col\">{Encode(words.Report["fate"])}</th><th scope=\"col\"></th></tr></thead><tbody>"
            );
        foreach (var one in assessed.Fates.Take(MostFates))
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Encode(FactTexts.Cut(one.Title is { Length: > 0 } title ? title : one.Address ?? one.Object, 80))}</th><td>{Encode(words.Fates[one.Fate])}</td><td>{Encode(one.Reason is { } reason ? words.Reasons[reason] : "")}</td></tr>"
            );
        }
        html.Append("</tbody></table>");
        if (assessed.Fates.Count > MostFates)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(words.Report["more"])}</p>");
        }
        Code(words.Report["contents"], html.ToString());
    }

    private void Plan(IReadOnlyList<MigrationStep> plan)
    {
        var number = 0;
        var steps = string.Concat(
            plan.Select(step => $"<li><h3>{++number}. {Encode(step.Title)}</h3><p>{Encode(step.Text)}</p></li>")
        );
        Code(words.Report["plan"], $"<ol class=\"advice\">{steps}</ol>");
    }

    private void Facts()
    {
        var isFirst = true;
        foreach (
            var area in AnalysisWords
                .Ranks.Areas[analysis.AnalysisType]
                .Where(area => counted.Facts.Any(fact => fact.Area == area))
        )
        {
            var html = new StringBuilder()
                .Append(CultureInfo.InvariantCulture, $"<h3 class=\"area\">{Encode(words.Areas[area])}</h3>")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"<table class=\"facts\"><thead><tr><th scope=\"col\">{Encode(words.Report["fact"])}</th><th scope=\"col\">{Encode(words.Report["count"])}</th><th scope=\"col\">{Encode(words.Report["where"])}</th></tr></thead><tbody>"
                );
            foreach (
                var fact in counted
                    .Facts.Where(fact => fact.Area == area)
                    .OrderByDescending(fact => IsFinding(fact) ? AnalysisWords.Ranks.Facts[fact.Id].Weight : 0)
            )
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr{(IsFinding(fact) ? " class=\"found\"" : "")}><th scope=\"row\">{Encode(words.Label(fact.Id))}</th><td class=\"n\">{CountOf(fact)}</td><td>{Samples(fact)}</td></tr>"
                );
            }
            Code(isFirst ? words.Report["facts"] : null, html.Append("</tbody></table>").ToString());
            isFirst = false;
        }
    }

    private static string Samples(AnalysisFact fact)
    {
        var samples =
            fact.Count > 0 ? fact.Samples.Where(one => one.Address.Length > 0 || one.Text is not null).Take(3) : [];
        var items = string.Concat(
            samples.Select(one =>
                $"<li>{Encode(Uri.TryCreate(one.Address, UriKind.Absolute, out var at) ? at.PathAndQuery : one.Address)}{(one.Text is { } text ? $" <q>{Encode(FactTexts.Cut(text, 90))}</q>" : "")}</li>"
            )
        );
        return items.Length > 0 ? $"<ul>{items}</ul>" : "";
    }

    private string CountOf(AnalysisFact? fact) =>
        fact is null ? "0"
        : fact.Of is { } of ? $"{AnalysisWords.Say(fact.Count)} {Encode(words.Report["of"])} {AnalysisWords.Say(of)}"
        : AnalysisWords.Say(fact.Count);

    private AnalysisFact? Find(string id) => counted.Facts.FirstOrDefault(fact => fact.Id == id);

    /// <summary>Something that is to be seen to.</summary>
    public static bool IsFinding(AnalysisFact fact) => fact.Count > 0 && AnalysisWords.Ranks.Facts.ContainsKey(fact.Id);

    private void Code(string? heading, string html)
    {
        var props = new JsonObject { ["html"] = html.Length > MostCode ? html[..MostCode] : html, ["css"] = Css };
        if (heading is not null)
        {
            props["heading"] = heading;
        }
        Add("custom", props);
    }

    private void Add(string kind, JsonObject props) => sections.Add(new BlockSection(kind, props));

    private static string Number(long number) => $"<td class=\"n\">{AnalysisWords.Say(number)}</td>";

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
