using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Forms with the fewest fields that serve a goal.</summary>
internal static class ContactForms
{
    // A range of guests becomes a choice; a wider one ("10–400") is typed.
    private const int MostChoices = 12;
    private const int MostGoals = 4;
    private const int MostFields = 8;

    /// <summary>The buttons of the form: each goal that it serves is one, the page's own first, and thanked by its own words.</summary>
    public static JsonArray Goals(CopyWriting writing)
    {
        var goals = writing.FormGoals.DefaultIfEmpty(writing.FormGoal).ToList();
        return
        [
            .. goals
                .Select(goal =>
                    (
                        Goal: goal,
                        Label: goals.Count == 1
                            ? Props.Fit(writing.Cta(goal), 28)
                            : Props.Fit(writing.ShortCta(goal), 28)
                    )
                )
                .DistinctBy(goal => goal.Label, StringComparer.Ordinal)
                .Take(MostGoals)
                .Select(goal =>
                    Props.Of(
                        ("ref", goal.Goal.Kind),
                        ("label", goal.Label),
                        ("thanks", goals.Count == 1 ? null : Thanks(writing, goal.Goal))
                    )
                ),
        ];
    }

    /// <summary>What the form says whatever the wish was; null: each wish has its own words, or the server speaks for itself.</summary>
    public static string? ThanksOfAll(CopyWriting writing) =>
        writing.FormGoals.Skip(1).Any() ? null : Thanks(writing, writing.FormGoal);

    /// <summary>Null where there is no native copy: the server thanks in every language.</summary>
    public static string? Thanks(CopyWriting writing, VisitorGoal goal) =>
        writing.Language is not null
        && writing.Fill(writing.Goal(goal).Done) is { Length: > 0 } said
        && Props.Fits(said, 120)
            ? said
            : null;

    public static JsonArray Fields(VisitorGoal goal, CopyWriting writing) => [.. Those(goal, writing)];

    /// <summary>
    /// The fields of the form's first goal, and those that another one needs, which nobody has to fill in: the same form serves both. What
    /// is written at length stands last.
    /// </summary>
    public static JsonArray FieldsOfAll(CopyWriting writing)
    {
        var own = Those(writing.FormGoal, writing).ToList();
        var further = writing
            .FormGoals.Skip(1)
            .Take(MostGoals - 1)
            .SelectMany(goal => Those(goal, writing))
            .Where(field => (bool)field["required"]!)
            .ExceptBy(own.Select(KindOf), KindOf, StringComparer.Ordinal)
            .DistinctBy(KindOf, StringComparer.Ordinal)
            .ToList();
        foreach (var field in further)
        {
            field["required"] = false;
        }
        return
        [
            .. own.Concat(further)
                .OrderBy(field => KindOf(field) is "message" or "order" or "problem")
                .Take(MostFields),
        ];
    }

    private static string KindOf(JsonObject field) => field["kind"]!.GetValue<string>();

    private static IEnumerable<JsonObject> Those(VisitorGoal goal, CopyWriting writing)
    {
        // A letter is sent to an address, and needs no name.
        if (goal.Kind is not ("subscribe" or "waiting-list"))
        {
            yield return Field(writing, "name", isRequired: true);
        }
        if (IsAnsweredByPhone(goal, writing))
        {
            yield return Field(writing, "phone", isRequired: true);
        }
        else
        {
            yield return Field(writing, "email", isRequired: true);
        }

        switch (goal.Kind)
        {
            case "call-back" or "quote":
                yield return Field(writing, writing.Trade == "plumbing" ? "problem" : "message");
                break;
            case "availability":
                yield return Field(writing, "date", isRequired: true);
                yield return Field(writing, "place");
                yield return Field(writing, "message");
                break;
            case "reserve":
                yield return Field(writing, "date", isRequired: true, options: writing.Facts.Weekdays?.Days);
                // A place on a course is reserved too, and nobody eats there.
                if (writing.Trade == "restaurant")
                {
                    yield return Guests(writing);
                    yield return Field(writing, "message", word: "allergies");
                }
                else
                {
                    if (goal.IsForTable)
                    {
                        yield return Guests(writing);
                    }
                    yield return Field(writing, "message");
                }

                break;
            case "viewing":
                yield return writing.Facts.Dates is { } dates
                    ? Field(writing, "date", isRequired: true, word: "slot", options: dates.Days)
                    : Field(writing, "date", isRequired: true);
                break;
            case "register":
                yield return Field(writing, "company");
                yield return Field(writing, "message");
                break;
            case "book" when writing.Trade == "dental":
                yield return Field(writing, "text", word: "child");
                yield return Field(writing, "date");
                break;
            case "order" or "visit":
                yield return Field(writing, "date");
                yield return Field(writing, "order", isRequired: goal.Kind == "order");
                break;
            case "consult":
                yield return Field(writing, "company");
                yield return Field(writing, "topic", isRequired: true);
                break;
            case "demo":
                yield return Field(writing, "company");
                break;
            case "trial" or "buy" or "waiting-list" or "subscribe" or "download" or "donate":
                break;
            case "contact" or "reply":
                yield return Field(writing, "message", isRequired: true);
                break;
            default:
                yield return Field(writing, "message");
                break;
        }
    }

    /// <summary>Trades ring back, and so does whoever is asked to.</summary>
    private static bool IsAnsweredByPhone(VisitorGoal goal, CopyWriting writing) =>
        goal.Kind == "call-back"
        || (goal.Kind == "book" && writing.Trade == "dental")
        || (writing.Trade == "plumbing" && (goal.Kind is "book" or "quote" or "contact"));

    private static JsonObject Guests(CopyWriting writing)
    {
        var range = writing.Slot("guests")?.Split(' ')[0].Split('–', '-');
        return
            range is [var first, var last]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && to - from is > 0 and < MostChoices
            ? Field(
                writing,
                "people",
                isRequired: true,
                word: "guests",
                options:
                [
                    .. Enumerable
                        .Range(from, to - from + 1)
                        .Select(number => number.ToString(CultureInfo.InvariantCulture)),
                ]
            )
            : Field(writing, "people", isRequired: true, word: "guests");
    }

    /// <param name="word">What the field is called, where that is not the usual word for its kind.</param>
    private static JsonObject Field(
        CopyWriting writing,
        string kind,
        bool isRequired = false,
        string? word = null,
        IReadOnlyList<string>? options = null
    ) =>
        Props.Of(
            ("kind", kind),
            // Without native copy the block has words of its own.
            (
                "label",
                writing.Language is not null && writing.Field(word ?? kind) is { } label ? Props.Fit(label, 40) : null
            ),
            ("required", isRequired),
            (
                "options",
                options is { Count: > 1 and <= MostChoices }
                    ? new JsonArray([.. options.Select(option => JsonValue.Create(Props.Fit(option, 40)))])
                    : null
            )
        );
}
