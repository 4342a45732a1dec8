using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Keys;

/// <summary>Deletes a provider key and the models behind it. Calls in progress continue; their cost stays in the ledger.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(AiUsagePermissions.Manage)]
public sealed record DeleteAiKey(Guid KeyId) : ICommand;

internal sealed class DeleteAiKeyHandler(IAiKeys keys) : ICommandHandler<DeleteAiKey, Done>
{
    public async Task<Done> Handle(DeleteAiKey request, CancellationToken cancellationToken) =>
        await keys.RemoveAsync(request.KeyId, cancellationToken)
            ? default(Done)
            : throw new DomainException(AiUsageErrors.KeyNotFound);
}
