using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>Questions with their answers: another one, or another answer to one that stands.</summary>
internal static class QuestionEdits
{
    /// <summary>Whether such a word stands only behind a question, where it is a part of the answer.</summary>
    public static bool IsInAnswer(Clause clause, string key)
    {
        var mark = clause.Plain.IndexOfAny(['?', '؟']);
        mark = mark < 0 && clause.Has("add") && clause.First("answer") is { } said ? said.End : mark;
        return mark > 0 && clause.Has(key) && clause.Every(key).All(mention => mention.Start > mark);
    }

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        var faq = step.Target?.Kind == "faq" ? step.Target : step.SectionOf("faq");
        if (
            (!clause.Has("add", "new", "question", "answer") && step.Target?.Kind != "faq")
            || (
                !clause.Has("question", "faq", "answer")
                && step.Target?.Kind != "faq"
                // "New: do you come at night? Yes."
                && !(
                    clause.Has("add", "new")
                    && clause.Text.TrimEnd().IndexOfAny(['?', '？', '؟']) is > 0 and var mark
                    && mark < clause.Text.TrimEnd().Length - 1
                )
            )
            || clause.Has("shorter", "move", "image")
        )
        {
            return null;
        }
        if (faq?.Props is null)
        {
            return step.Refuse(
                "missing",
                clause.First("question") is { } said ? clause.Text.Substring(said.Start, said.Length) : "?"
            );
        }
        var (question, answer) = QuestionIn(clause);
        // In the list of questions, one with its answer says enough.
        var isWhole = question is not null && answer is not null && step.Target == faq && !clause.Has("set");
        if (!isWhole && !clause.Has("add", "new", "question", "answer"))
        {
            return null;
        }
        // What stands already is changed, not added again.
        var known = step.Items.FirstOrDefault(item =>
            item.Component == faq
            && question is not null
            && string.Equals(item.Title, question, StringComparison.OrdinalIgnoreCase)
        );
        if (
            known is null
            && !isWhole
            && !clause.Has("add")
            && (question is null || !clause.Has("new", "question", "faq"))
        )
        {
            return Answered(step, faq);
        }
        if (known is null && !isWhole && !clause.Has("add", "new") && Answered(step, faq) is { } answered)
        {
            return answered;
        }
        return question is null ? null
            : answer is null ? step.Ask("answer", question)
            : known is not null
            && clause.Has("set")
            && !clause.Has("answer")
            && answer.TrimEnd()[^1] is '?' or '？' or '؟'
                ? new EditReading([Step.Put(faq, $"{known.Path}/question", answer)])
            : known is not null ? new EditReading([Step.Put(faq, $"{known.Path}/answer", answer)])
            : new EditReading([
                new EditOperation(
                    faq.Id,
                    "/props/items/-",
                    null,
                    new JsonObject { ["question"] = question, ["answer"] = answer }
                ),
            ]);
    }

    /// <summary>Another answer to the question that is named.</summary>
    private static EditReading? Answered(Step step, StandingComponent faq)
    {
        var clause = step.Clause;
        return
            clause.Has("answer")
            && Item.Named([.. step.Items.Where(item => item.Component == faq)], clause) is [var item]
            && Titles.NewText(clause) is { } answer
            ? new EditReading([
                Step.Put(faq, $"{item.Path}/answer", Titles.Ended(clause, answer, item.Value["answer"]?.ToString())),
            ])
            : null;
    }

    private static (string? Question, string? Answer) QuestionIn(Clause clause)
    {
        if (clause.Quoted is [var first, var second, ..])
        {
            return (first, second);
        }
        var quoted = clause.FirstQuoted;
        var behind = quoted is null ? 0 : clause.Text.IndexOf(quoted, StringComparison.Ordinal) + quoted.Length;
        var mark = clause.Text.IndexOfAny(['?', '？', '؟', ';'], behind);
        if (quoted is null)
        {
            if (mark < 0)
            {
                return (null, null);
            }
            var colon = clause.Text.IndexOf(':', StringComparison.Ordinal);
            var start =
                colon >= 0 && colon < mark ? colon + 1
                : clause.First("question") is { } noun && noun.End < mark ? noun.End
                : 0;
            start = Labelled(clause.Text, start);
            quoted = clause.Text[start..(mark + 1)].Trim(' ', ':', '-', '–', '¿');
            quoted = clause.Text[start..mark].Contains('¿', StringComparison.Ordinal) ? $"¿{quoted}" : quoted;
            behind = mark + 1;
        }
        var rest = clause.Text[behind..].TrimStart('"', '”', '“', '»', '」', '’', ' ', ',', '.');
        var said = clause.Every("answer").FirstOrDefault(mention => mention.Start >= behind - 1);
        var answer =
            said.Length > 0 ? clause.Text[said.End..]
            : rest.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at ? rest[(at + 1)..]
            : rest;
        answer = answer[Labelled(answer, 0)..];
        answer = answer.Trim(' ', ':', '-', '–', '：', ',');
        return (quoted, answer.Length > 0 ? answer : null);
    }

    /// <summary>"Q: …? A: …": where it begins behind such a letter.</summary>
    private static int Labelled(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }
        return at + 1 < text.Length && char.IsLetter(text[at]) && text[at + 1] == ':' ? at + 2 : start;
    }
}
