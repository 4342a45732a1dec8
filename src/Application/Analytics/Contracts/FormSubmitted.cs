using AiWebBuilder.Application.Common.Outbox;

namespace AiWebBuilder.Application.Analytics.Contracts;

/// <summary>A visitor has sent a form. Written by the database itself; what was sent stands in the view <c>submitted_forms</c>.</summary>
public sealed record FormSubmitted(Guid SubmissionId) : IIntegrationEvent
{
    public static string EventName => "analytics.form_submitted.v1";
}
