using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Integrations.Leads;

/// <summary>What a visitor has sent goes to each platform that the owner has chosen for it.</summary>
internal sealed class QueueLeads(ILeads leads, IJobQueue jobs, ICurrentUser user)
    : IIntegrationEventHandler<FormSubmitted>
{
    public string Consumer => "integrations.queue_leads";

    public async Task HandleAsync(FormSubmitted integrationEvent, CancellationToken cancellationToken)
    {
        foreach (var lead in await leads.QueueAsync(integrationEvent.SubmissionId, cancellationToken))
        {
            await jobs.EnqueueAsync(
                new JobRequest(LeadJob.Type, user.RequireAccount(), new LeadJob.Payload(lead)),
                cancellationToken
            );
        }
    }
}
