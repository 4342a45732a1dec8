using System.Diagnostics;
using System.Reflection;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Domain.Common;
using FluentValidation;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Application.Common.Behaviors;

/// <summary>Says which request ran, how long and with what outcome; never the request itself, which may hold secrets.</summary>
internal sealed class LoggingBehavior<TRequest, TResult>(
    ILogger<LoggingBehavior<TRequest, TResult>> logger,
    TimeProvider time
) : Behavior<TRequest, TResult>
    where TRequest : notnull
{
    protected override async Task<TResult> Handle(
        TRequest request,
        Func<Task<TResult>> next,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        try
        {
            var result = await next();
            logger.LogDebug(
                "{Request} took {Elapsed} ms",
                typeof(TRequest).Name,
                time.GetElapsedTime(started).TotalMilliseconds
            );
            return result;
        }
        catch (DomainException refused)
        {
            logger.LogInformation("{Request} was refused: {Code}", typeof(TRequest).Name, refused.Error.Code);
            Activity.Current?.SetTag("error.code", refused.Error.Code);
            throw;
        }
    }
}

/// <summary>
/// Checks what the request declares; a request that declares nothing is refused, and fails a test before. Each refusal stands in the
/// account's audit log, a handler's own too.
/// </summary>
internal sealed class AuthorizationBehavior<TRequest, TResult>(ICurrentUser user, IAuthEvents events)
    : Behavior<TRequest, TResult>
    where TRequest : notnull
{
    private static readonly RequiresAttribute? Requires = typeof(TRequest).GetCustomAttribute<RequiresAttribute>();
    private static readonly bool Open = typeof(TRequest).IsDefined(typeof(AnybodyAttribute));

    protected override async Task<TResult> Handle(
        TRequest request,
        Func<Task<TResult>> next,
        CancellationToken cancellationToken
    )
    {
        if (Open)
        {
            return await next();
        }
        if (Requires is null)
        {
            throw new InvalidOperationException($"{typeof(TRequest).Name} declares neither [Requires] nor [Anybody].");
        }
        if (user.AccountId is null)
        {
            throw new DomainException(SecurityErrors.NotSignedIn);
        }
        try
        {
            return user.Has(Requires.Permission)
                ? await next()
                : throw new DomainException(SecurityErrors.Forbidden(Requires.Permission));
        }
        catch (DomainException refused) when (refused.Error.Kind == ErrorKind.Forbidden)
        {
            var who = user.KeyId is { } key ? $"key {key}" : $"person {user.ActorId}";
            await events.RecordAsync(
                AuthEvent.Refused,
                user.AccountId,
                $"{who}: {typeof(TRequest).Name}",
                cancellationToken
            );
            throw;
        }
    }
}

/// <summary>Runs the request's validator; all findings are reported at once, by field.</summary>
internal sealed class ValidationBehavior<TRequest, TResult>(IEnumerable<IValidator<TRequest>> validators)
    : Behavior<TRequest, TResult>
    where TRequest : notnull
{
    protected override async Task<TResult> Handle(
        TRequest request,
        Func<Task<TResult>> next,
        CancellationToken cancellationToken
    )
    {
        foreach (var validator in validators)
        {
            await validator.RequireValidAsync(request, cancellationToken);
        }
        return await next();
    }
}

/// <summary>One transaction for each command.</summary>
internal sealed class UnitOfWorkBehavior<TRequest, TResult>(IUnitOfWork unitOfWork) : Behavior<TRequest, TResult>
    where TRequest : ICommand<TResult>
{
    protected override Task<TResult> Handle(
        TRequest request,
        Func<Task<TResult>> next,
        CancellationToken cancellationToken
    ) => unitOfWork.ExecuteAsync(next, cancellationToken);
}

/// <summary>The tenant's rows, and no others, for each query.</summary>
internal sealed class ReadBehavior<TRequest, TResult>(IUnitOfWork unitOfWork) : Behavior<TRequest, TResult>
    where TRequest : IQuery<TResult>
{
    protected override Task<TResult> Handle(
        TRequest request,
        Func<Task<TResult>> next,
        CancellationToken cancellationToken
    ) => request is IBatchQuery<TResult> ? next() : unitOfWork.ReadAsync(next, cancellationToken);
}
