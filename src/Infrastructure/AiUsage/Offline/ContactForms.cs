using System.Globalization;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Forms with the fewest fields that serve a goal.</summary>
internal static class ContactForms
{
    // A range of guests becomes a choice; a wider one ("10–400") is typed.
    private const int MostChoices = 20;

    private static readonly Dictionary<string, string> Icons = new(StringComparer.Ordinal)
    {
        ["name"] = "person",
        ["email"] = "mail",
        ["phone"] = "phone",
        ["date"] = "calendar",
        ["slot"] = "calendar",
        ["guests"] = "users",
        ["child"] = "users",
        ["company"] = "home",
        ["wish"] = "check",
    };

    public static ContentForm For(VisitorGoal goal, CopyWriting writing)
    {
        var fields = Fields(goal, writing).ToList();
        var wishes =
            goal.Kind == "buy" ? [] : writing.FormGoals.Select(writing.Cta).Distinct(StringComparer.Ordinal).ToList();
        if (wishes.Count > 1)
        {
            fields.Insert(0, Field("wish", "select", writing, required: true) with { Options = wishes });
        }

        return new ContentForm(fields, writing.Cta(goal), writing.Text("privacy"), writing.Goal(goal).Done);
    }

    private static IEnumerable<ContentField> Fields(VisitorGoal goal, CopyWriting writing)
    {
        yield return Field("name", "text", writing, required: true, "name");
        if (goal.Kind == "call-back" || (goal.Kind == "book" && writing.Trade == "dental"))
        {
            yield return Field("phone", "tel", writing, required: true, "tel");
        }
        else
        {
            yield return Field("email", "email", writing, required: true, "email");
        }

        switch (goal.Kind)
        {
            case "call-back":
                yield return Field(writing.Trade == "plumbing" ? "problem" : "message", "textarea", writing);
                break;
            case "reserve":
                yield return writing.Facts.Weekdays is { } days
                    ? Field("date", "select", writing, required: true) with
                    {
                        Options = days.Days,
                    }
                    : Field("date", "date", writing, required: true);
                // A place on a course is reserved too, and nobody eats there.
                if (writing.Trade == "restaurant")
                {
                    yield return Guests(writing);
                    yield return Field("allergies", "textarea", writing);
                }
                else
                {
                    yield return Field("message", "textarea", writing);
                }

                break;
            case "viewing":
                yield return writing.Facts.Dates is { } dates
                    ? Field("slot", "select", writing, required: true) with
                    {
                        Options = dates.Days,
                    }
                    : Field("date", "date", writing, required: true);
                break;
            case "register":
                yield return Field("company", "text", writing, autocomplete: "organization");
                yield return Field("message", "textarea", writing);
                break;
            case "book" when writing.Trade == "dental":
                yield return Field("child", "text", writing);
                yield return Field("date", "date", writing);
                break;
            case "order" or "visit":
                yield return Field("date", "date", writing);
                yield return Field("order", "textarea", writing, required: goal.Kind == "order");
                break;
            case "consult":
                yield return Field("company", "text", writing, autocomplete: "organization");
                yield return Field("topic", "textarea", writing, required: true);
                break;
            case "trial" or "buy" or "waiting-list" or "subscribe" or "download" or "donate":
                break;
            case "contact" or "reply":
                yield return Field("message", "textarea", writing, required: true);
                break;
            default:
                yield return Field("message", "textarea", writing);
                break;
        }
    }

    private static ContentField Guests(CopyWriting writing)
    {
        var range = writing.Slot("guests")?.Split(' ')[0].Split('–', '-');
        return
            range is [var first, var last]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && to - from is > 0 and <= MostChoices
            ? Field("guests", "select", writing, required: true) with
            {
                Options =
                [
                    .. Enumerable
                        .Range(from, to - from + 1)
                        .Select(number => number.ToString(CultureInfo.InvariantCulture)),
                ],
            }
            : Field("guests", "number", writing, required: true);
    }

    private static ContentField Field(
        string name,
        string type,
        CopyWriting writing,
        bool required = false,
        string? autocomplete = null
    ) =>
        new(
            name,
            writing.Field(name),
            type,
            required,
            autocomplete,
            Icon: writing.Language is null ? Icons.GetValueOrDefault(name, "pen") : null
        );
}
