using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.ModuleName;
using FluentValidation;

namespace AiWebBuilder.Application.ModuleName;

/// <summary>Says in one sentence what it does: the API's document shows this sentence.</summary>
/// <exception cref="DomainException">NotFound; PreconditionRequired or PreconditionFailed.</exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record UseCaseName(Guid Id, string? IfMatch) : ICommand;

internal sealed class UseCaseNameValidator : AbstractValidator<UseCaseName>
{
    public UseCaseNameValidator() => RuleFor(request => request.Id).NotEmpty();
}

internal sealed class UseCaseNameHandler(IRepository<AggregateName> aggregates) : ICommandHandler<UseCaseName, Done>
{
    public async Task<Done> Handle(UseCaseName request, CancellationToken cancellationToken)
    {
        var aggregate =
            await aggregates.FindAsync(request.Id, cancellationToken)
            ?? throw new DomainException(
                new Error(ErrorKind.NotFound, "module_code.not_found", "There is no such thing.")
            );
        ETags.Require(request.IfMatch, aggregate);
        // Here the handler calls the one method of the aggregate that carries the rule. The unit of work saves.
        return default;
    }
}
