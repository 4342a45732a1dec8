using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Forms with the fewest fields that serve a goal.</summary>
internal static class ContactForms
{
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

    public static string? Thanks(CopyWriting writing, VisitorGoal goal) =>
        writing.GoalDone(goal) is var said && Props.Fits(said, 120) ? said : null;

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
            yield return Field("name", isRequired: true);
        }
        if (IsAnsweredByPhone(goal, writing))
        {
            yield return Field("phone", isRequired: true);
        }
        else
        {
            yield return Field("email", isRequired: true);
        }

        switch (goal.Kind)
        {
            case "call-back" or "quote":
                yield return Field(writing.Trade.Visit == TradeVisits.Callout ? "problem" : "message");
                break;
            case "availability" or "book" or "reserve" when writing.Trade.Visit == TradeVisits.Stay:
                yield return Field("date", isRequired: true);
                yield return Field("people", isRequired: true);
                yield return Field("message");
                break;
            case "availability":
                yield return Field("date", isRequired: true);
                yield return Field("place");
                yield return Field("message");
                break;
            case "reserve":
                yield return Field("date", isRequired: true);
                // A place on a course is reserved too, and nobody eats there.
                if (writing.Trade.Visit == TradeVisits.Table)
                {
                    yield return Field("people", isRequired: true);
                    yield return Field("message");
                }
                else
                {
                    if (goal.IsForTable)
                    {
                        yield return Field("people", isRequired: true);
                    }
                    yield return Field("message");
                }

                break;
            case "viewing":
                yield return Field("date", isRequired: true);
                break;
            case "register":
                if (IsForCompanies(writing))
                {
                    yield return Field("company");
                }
                yield return Field("message");
                break;
            case "book" when writing.Trade.Visit == TradeVisits.Appointment:
                yield return Field("date");
                break;
            case "order" or "visit":
                yield return Field("date");
                yield return Field("order", isRequired: goal.Kind == "order");
                break;
            case "consult":
                yield return Field("topic", isRequired: true);
                break;
            case "demo" when IsForCompanies(writing):
                yield return Field("company");
                break;
            case "demo" or "trial" or "buy" or "waiting-list" or "subscribe" or "download" or "donate":
                break;
            case "contact" or "reply":
                yield return Field("message", isRequired: true);
                break;
            default:
                yield return Field("message");
                break;
        }
    }

    private static bool IsForCompanies(CopyWriting writing) =>
        writing.Trade.Name is Trades.Generic or "saas" or "webinar" or "consulting" or "security" or "computers";

    /// <summary>Trades ring back, and so does whoever is asked to.</summary>
    private static bool IsAnsweredByPhone(VisitorGoal goal, CopyWriting writing) =>
        goal.Kind == "call-back"
        || (goal.Kind == "book" && writing.Trade.Visit == TradeVisits.Appointment)
        || (writing.Trade.Visit == TradeVisits.Callout && (goal.Kind is "book" or "quote" or "contact"));

    // The block has the usual word for each kind.
    private static JsonObject Field(string kind, bool isRequired = false) =>
        Props.Of(("kind", kind), ("required", isRequired));
}
