using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Analytics;

/// <summary>What can go wrong with events, figures and form submissions.</summary>
public static class AnalyticsErrors
{
    public static Error NotPublished { get; } =
        new(ErrorKind.NotFound, "analytics.not_published", "This campaign is not published.");

    public static Error Overloaded { get; } =
        new(
            ErrorKind.Unavailable,
            "analytics.overloaded",
            "Events are arriving faster than they can be stored: send them again."
        );

    public static Error Unavailable { get; } =
        new(ErrorKind.Unavailable, "analytics.unavailable", "Events cannot be stored right now: send them again.");

    public static Error EventCount { get; } =
        new(ErrorKind.Validation, "analytics.event_count", "A request must have 1 to 50 events.");

    public static Error SubmissionNotFound { get; } =
        new(ErrorKind.NotFound, "analytics.submission_not_found", "Submission not found.");

    public static Error SubmissionNotStorable { get; } =
        new(ErrorKind.Validation, "forms.not_storable", "The form contains characters that cannot be stored.");

    public static Error FormNotFound { get; } =
        new(ErrorKind.NotFound, "forms.not_found", "The published pages of this campaign have no form.");

    /// <param name="errors">Messages by field, in the language of the page.</param>
    public static Error FormInvalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(ErrorKind.Unprocessable, "forms.invalid", "Some fields of the form are missing or invalid.")
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors },
        };

    /// <param name="errors">Messages by field, in the language of the page.</param>
    public static Error FormMalformed(IReadOnlyDictionary<string, string[]> errors) =>
        new(
            ErrorKind.Validation,
            "forms.malformed",
            "Some fields do not belong to this form, or contain characters that cannot be stored."
        )
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors },
        };

    public static Error RangeInvalid(string message) => new(ErrorKind.Validation, "analytics.range_invalid", message);

    public static Error IntervalUnknown { get; } =
        new(ErrorKind.Validation, "analytics.interval_unknown", "interval must be hour, day or week.");

    public static Error GroupUnknown(IEnumerable<string> allowed) =>
        new(ErrorKind.Validation, "analytics.group_unknown", $"groupBy must be one of {string.Join(", ", allowed)}.")
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["allowed"] = allowed },
        };

    public static Error StepsInvalid { get; } =
        new(
            ErrorKind.Validation,
            "analytics.steps_invalid",
            "steps must be 2 to 10 page keys or event types, separated by commas."
        );

    public static Error EventTypeUnknown { get; } =
        new(
            ErrorKind.Validation,
            "analytics.event_type_unknown",
            $"type must be one of {string.Join(", ", EventTypes.All)}."
        );
}
