using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence.Idempotency;
using Microsoft.AspNetCore.Authorization;

namespace AiWebBuilder.Api.Http;

/// <summary>
/// <c>Idempotency-Key</c> on every signed-in POST (docs/decisions/0012): the first answer of the 2xx kind is kept for 24 hours
/// and given again to each repetition; a refused request changed nothing and leaves the key free.
/// </summary>
internal sealed class IdempotencyKeys(IdempotencyStore store, TimeProvider time) : IMiddleware
{
    public const string Header = "Idempotency-Key";

    /// <summary>Sent with an answer that was kept.</summary>
    public const string Replayed = "Idempotent-Replayed";

    /// <summary>How long a repetition waits for the first request before it is told to come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Shorter than the lease, so that an attempt ends before it can be taken over.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (await ReadAsync(context) is not { } request)
        {
            await next(context);
            return;
        }
        switch (await ReserveAsync(request, context.RequestAborted))
        {
            case IdempotencyState.Reserved(var reservation):
                await CarryOutAsync(context, next, reservation);
                break;
            case IdempotencyState.Answered(var answer):
                context.Response.Headers[Replayed] = "true";
                await WriteAsync(context.Response, answer);
                break;
            case IdempotencyState.Mismatch:
                throw new DomainException(IdempotencyErrors.Mismatch);
            case IdempotencyState.AnswerLost:
                throw new DomainException(IdempotencyErrors.AnswerLost);
            default:
                throw new DomainException(IdempotencyErrors.InFlight) { RetryAfter = TimeSpan.FromSeconds(2) };
        }
    }

    /// <summary>Whether an operation does anything with the header.</summary>
    public static bool AreReadBy(string method, IEnumerable<object> metadata) =>
        HttpMethods.IsPost(method)
        && metadata.OfType<IAuthorizeData>().Any()
        && !metadata.OfType<AnswersSecret>().Any();

    private static async Task<IdempotentRequest?> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (
            !request.Headers.TryGetValue(Header, out var values)
            || context.GetEndpoint() is not RouteEndpoint endpoint
            || !AreReadBy(request.Method, endpoint.Metadata)
            || context.RequestServices.GetRequiredService<ActorContext>()
                is not { AccountId: { } account, ActorId: { } actor } caller
        )
        {
            return null;
        }
        if (values is not [{ Length: >= 1 and <= 255 } key] || !key.All(letter => letter is > ' ' and <= '~'))
        {
            throw new DomainException(IdempotencyErrors.KeyInvalid);
        }
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Another member or a key of the account, who may do less, does not get the answer that was kept for somebody else.
        if ((caller.KeyId ?? actor) is var who && who != account)
        {
            hash.AppendData(who.ToByteArray());
        }
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0; )
        {
            hash.AppendData(buffer, 0, read);
        }
        request.Body.Position = 0;
        var operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        return new IdempotentRequest(
            account,
            operation ?? throw new InvalidOperationException($"{endpoint.DisplayName} has no name."),
            key,
            hash.GetHashAndReset()
        );
    }

    /// <summary>Repetitions that come while the first is under way mostly need its answer a moment later.</summary>
    private async Task<IdempotencyState> ReserveAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(20);
        while (true)
        {
            var state = await store.ReserveAsync(request, cancellationToken);
            if (state is not IdempotencyState.InFlight || time.GetElapsedTime(started) > Patience)
            {
                return state;
            }
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 > TimeSpan.FromMilliseconds(500) ? TimeSpan.FromMilliseconds(500) : pause * 2;
        }
    }

    private async Task CarryOutAsync(HttpContext context, RequestDelegate next, IdempotencyReservation reservation)
    {
        var (client, aborted) = (context.Response.Body, context.RequestAborted);
        using var body = new MemoryStream();
        using var limit = new CancellationTokenSource(LongestRequest, time);
        // A client that hangs up does not stop the request any more: it will come back with the key for the answer.
        (context.Response.Body, context.RequestAborted) = (body, limit.Token);
        context.RequestServices.GetRequiredService<IdempotencyFence>().Reservation = reservation;
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            await store.ReleaseAsync(reservation, CancellationToken.None);
            if (failure is OperationCanceledException && limit.IsCancellationRequested)
            {
                throw new DomainException(TookTooLong);
            }
            throw;
        }
        finally
        {
            (context.Response.Body, context.RequestAborted) = (client, aborted);
        }
        var response = context.Response;
        var answer = new StoredAnswer(
            response.StatusCode,
            response.ContentType,
            response.Headers.Location,
            response.Headers.ETag,
            body.ToArray()
        );
        if (
            response.StatusCode < StatusCodes.Status400BadRequest
            || !await store.ReleaseAsync(reservation, CancellationToken.None)
        )
        {
            await store.CompleteAsync(reservation, answer, CancellationToken.None);
        }
        // Nothing written leaves the answer to whoever says what a bare status means.
        if (answer.Body.Length > 0)
        {
            await client.WriteAsync(answer.Body, aborted);
        }
    }

    private static async Task WriteAsync(HttpResponse response, StoredAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.Location is not null)
        {
            response.Headers.Location = answer.Location;
        }
        if (answer.ETag is not null)
        {
            response.Headers.ETag = answer.ETag;
        }
        if (answer.Body.Length > 0)
        {
            await response.Body.WriteAsync(answer.Body, response.HttpContext.RequestAborted);
        }
    }

    private static Error TookTooLong { get; } =
        new(ErrorKind.Unavailable, "request.timeout", "The request timed out. Nothing was changed.");
}
