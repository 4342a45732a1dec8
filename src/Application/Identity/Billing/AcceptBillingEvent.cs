using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>
/// Receives a signed event from the payment provider and applies it exactly once. A response other than 2xx changed nothing,
/// and the provider sends the event again.
/// </summary>
/// <exception cref="DomainException">
/// Validation <c>billing.signature_invalid</c>, <c>billing.event_invalid</c>; Conflict <c>billing.off</c>; Unavailable <c>billing.provider_unavailable</c>.
/// </exception>
[Anybody("the payment provider's signature is the proof")]
public sealed record AcceptBillingEvent(ReadOnlyMemory<byte> Body, string? Signature) : ICommand;

internal sealed class AcceptBillingEventHandler(IPaymentProvider payments, IBillingAccounts accounts, ISender sender)
    : ICommandHandler<AcceptBillingEvent, Done>,
        IBeforeTransaction<AcceptBillingEvent>
{
    private ProviderEvent? received;

    /// <summary>Whoever cannot sign reaches no database.</summary>
    public Task PrepareAsync(AcceptBillingEvent request, CancellationToken cancellationToken)
    {
        payments.RequireOn();
        received = payments.Read(request.Body, request.Signature);
        return Task.CompletedTask;
    }

    public async Task<Done> Handle(AcceptBillingEvent request, CancellationToken cancellationToken)
    {
        if (await accounts.NoteAsync(received!, cancellationToken) && received!.CustomerId is { } customer)
        {
            await sender.Send(
                new SyncSubscription(
                    customer,
                    received.AccountId,
                    received.CreatedAt,
                    $"payment event {received.Type} {received.Id}"
                ),
                cancellationToken
            );
        }
        return default;
    }
}
