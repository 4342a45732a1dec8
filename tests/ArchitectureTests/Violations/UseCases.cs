using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

// What nobody may write in the product: the rules must find each of these.
namespace AiWebBuilder.ArchitectureTests.Violations;

internal sealed record LooseCommand : ICommand;

[Anybody("")]
internal sealed record OpenWithoutReason : ICommand;

internal readonly record struct StructRequest : ICommand;

public record Question : IQuery<string>;

internal sealed record HandledTwice : ICommand;

internal sealed record ListEverything : IQuery<IReadOnlyList<string>>;

internal sealed class FirstHandler : ICommandHandler<HandledTwice, Done>
{
    public Task<Done> Handle(HandledTwice request, CancellationToken cancellationToken) =>
        Task.FromResult(default(Done));
}

internal sealed class SecondHandler : ICommandHandler<HandledTwice, Done>
{
    public Task<Done> Handle(HandledTwice request, CancellationToken cancellationToken) =>
        Task.FromResult(default(Done));
}

public class OpenHandler : IQueryHandler<Question, string>
{
    public Task<string> Handle(Question request, CancellationToken cancellationToken) => Task.FromResult("");
}

internal sealed class SavingHandler(DbContext db, IUnitOfWork unitOfWork) : ICommandHandler<LooseCommand, Done>
{
    public async Task<Done> Handle(LooseCommand request, CancellationToken cancellationToken)
    {
        await unitOfWork.ReadAsync(() => db.SaveChangesAsync(cancellationToken), cancellationToken);
        return default;
    }
}

internal interface IOnlyOne;

internal sealed class OnlyOne : IOnlyOne;

internal sealed class AnaemicThing(TimeProvider clock) : AggregateRoot
{
    public string Name { get; set; } = "";

    public DateTimeOffset Now => clock.GetUtcNow();

    public Guid Id2 { get; } = Guid.CreateVersion7();
}

public sealed record ThingView(DateTime At, DateTime? Ended, DateTimeOffset Fine);

internal sealed class RecordsByTheWay(IAuthEvents events)
{
    public Task RecordAsync(Guid person, CancellationToken cancellationToken) =>
        events.RecordWithChangeAsync(AuthEvent.EmailVerified, person, cancellationToken);
}

internal sealed class TellsByTheWay(IEventBus bus)
{
    public IEventBus Bus => bus;
}

internal sealed class SweepsOnEveryNode : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}

[AiWebBuilder.Infrastructure.Persistence.WritesPastUnitOfWork("faster")]
internal sealed class WritesWithoutReason;
