using System.Text.Json.Nodes;

namespace AiWebBuilder.Domain.Campaigns.Facts;

/// <summary>Which of several telephone numbers people call when they have no reason to call another.</summary>
public static class MainPhone
{
    /// <param name="phone">The value of a fact of that kind.</param>
    /// <returns>
    /// Smaller is likelier. The number that least is said of is the general one: a number for emergencies, one department or messages alone
    /// says what it is for, and at more length than "reception" does.
    /// </returns>
    public static int Rank(JsonNode phone) =>
        (phone["only"] is null ? 0 : 1000) + (phone["role"] is { } role ? role.ToString().Length : 0);
}
