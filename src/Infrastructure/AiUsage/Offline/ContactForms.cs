using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Forms with the fewest fields that serve a goal.</summary>
internal static class ContactForms
{
    // A range of guests becomes a choice; a wider one ("10–400") is typed.
    private const int MostChoices = 12;
    private const int MostGoals = 4;

    /// <summary>The buttons of the form: each goal that it serves is one, the page's own first.</summary>
    public static JsonArray Goals(CopyWriting writing)
    {
        var goals = writing.FormGoals.DefaultIfEmpty(writing.FormGoal).ToList();
        return
        [
            .. goals
                .Select(goal =>
                    (
                        goal.Kind,
                        Label: goals.Count == 1
                            ? Props.Fit(writing.Cta(goal), 28)
                            : Props.Fit(writing.ShortCta(goal), 28)
                    )
                )
                .DistinctBy(goal => goal.Label, StringComparer.Ordinal)
                .Take(MostGoals)
                .Select(goal => Props.Of(("ref", goal.Kind), ("label", goal.Label))),
        ];
    }

    public static JsonArray Fields(VisitorGoal goal, CopyWriting writing) => [.. Those(goal, writing)];

    private static IEnumerable<JsonObject> Those(VisitorGoal goal, CopyWriting writing)
    {
        yield return Field("name", isRequired: true);
        if (goal.Kind == "call-back" || (goal.Kind == "book" && writing.Trade == "dental"))
        {
            yield return Field("phone", isRequired: true);
        }
        else
        {
            yield return Field("email", isRequired: true);
        }

        switch (goal.Kind)
        {
            case "call-back":
                yield return Field(writing.Trade == "plumbing" ? "problem" : "message");
                break;
            case "reserve":
                yield return Field("date", isRequired: true);
                // A place on a course is reserved too, and nobody eats there.
                if (writing.Trade == "restaurant")
                {
                    yield return Field("people", isRequired: true);
                    yield return Field("message");
                }
                else
                {
                    yield return Field("message");
                }

                break;
            case "viewing":
                yield return Field("date", isRequired: true);
                break;
            case "register":
                yield return Field("company");
                yield return Field("message");
                break;
            case "book" when writing.Trade == "dental":
                yield return Field("date");
                break;
            case "order" or "visit":
                yield return Field("date");
                yield return Field("order", isRequired: goal.Kind == "order");
                break;
            case "consult":
                yield return Field("company");
                yield return Field("topic", isRequired: true);
                break;
            case "trial" or "buy" or "waiting-list" or "subscribe" or "download" or "donate":
                break;
            case "contact" or "reply":
                yield return Field("message", isRequired: true);
                break;
            default:
                yield return Field("message");
                break;
        }
    }

    /// <param name="options">What there is to choose from.</param>
    private static JsonObject Field(string kind, bool isRequired = false, IReadOnlyList<string>? options = null) =>
        // The block has the usual word for each kind.
        Props.Of(
            ("kind", kind),
            ("required", isRequired),
            (
                "options",
                options is { Count: > 1 and <= MostChoices }
                    ? new JsonArray([.. options.Select(option => JsonValue.Create(Props.Fit(option, 40)))])
                    : null
            )
        );
}
