using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>Takes the pages of a closed account off the net.</summary>
internal sealed class TakeDownClosedAccounts(IRepository<Publication> publications)
    : IIntegrationEventHandler<AccountClosed>
{
    public string Consumer => "campaigns.take_down_closed_account";

    public async Task HandleAsync(AccountClosed integrationEvent, CancellationToken cancellationToken)
    {
        foreach (var publication in await publications.ListAsync(new LivePublications(), cancellationToken))
        {
            publication.TakeDown();
        }
    }
}
