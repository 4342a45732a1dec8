using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.ModuleName.Contracts;
using AiWebBuilder.Domain.ModuleName;
using FluentValidation;
using Mapster;

namespace AiWebBuilder.Application.ModuleName;

/// <summary>Says in one sentence what it does: the API's document shows this sentence.</summary>
[Requires(ModuleNamePermissions.Write)]
public sealed record CreateAggregateName(string Name) : ICommand<AggregateNameView>;

/// <summary>What a client sees.</summary>
public sealed record AggregateNameView(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

internal sealed class AggregateNameViewMapping : IRegister
{
    public void Register(TypeAdapterConfig config) => config.NewConfig<AggregateName, AggregateNameView>();
}

internal sealed class CreateAggregateNameValidator : AbstractValidator<CreateAggregateName>
{
    public CreateAggregateNameValidator() => RuleFor(create => create.Name).NotEmpty().MaximumLength(255);
}

internal sealed class CreateAggregateNameHandler(
    IRepository<AggregateName> aggregates,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<CreateAggregateName, AggregateNameView>
{
    public Task<AggregateNameView> Handle(CreateAggregateName request, CancellationToken cancellationToken)
    {
        var created = AggregateName.Create(time.NewId(), user.RequireAccount(), request.Name.Trim(), time.GetUtcNow());
        aggregates.Add(created);
        return Task.FromResult(created.To<AggregateNameView>());
    }
}
