using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Writing;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.AiUsage.Writing;

/// <summary>Asks one model, through the clients that adapt the request, keep the books and watch the call.</summary>
internal sealed class ModelCaller(
    ICurrentUser user,
    ProviderClients providers,
    KeyRing keys,
    CallBooks books,
    Pictures pictures,
    IOptions<AiOptions> options,
    IServiceProvider services
)
{
    /// <summary>Once, and once more with what was wrong: a model that is told mends most of it.</summary>
    public async Task<AiResult<T>> AskAsync<T>(
        AiRequest request,
        Candidate candidate,
        CallPlan plan,
        Func<string, (T? Value, string? Problem)> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var model = candidate.Model;
        List<ChatMessage> messages =
        [
            new(ChatRole.System, request.System),
            new(
                ChatRole.User,
                [new TextContent(request.Prompt), .. await pictures.OfAsync(request, model, cancellationToken)]
            ),
        ];
        var chat = new ChatOptions
        {
            ModelId = model.Model,
            MaxOutputTokens = Math.Min(model.Price.MaxOutputTokens, request.MaxOutputTokens),
            ResponseFormat = request.Schema is { } schema
                ? ChatResponseFormat.ForJsonSchema(schema, "answer")
                : ChatResponseFormat.Json,
        };
        for (var attempt = 1; ; attempt++)
        {
            var metered = await MeterAsync(request, candidate, plan, attempt, cancellationToken);
            using var client = new AdaptingChatClient(metered, model.Abilities)
                .AsBuilder()
                .UseOpenTelemetry(sourceName: AiWriter.Source)
                .Build();
            await foreach (var _ in client.GetStreamingResponseAsync(messages, chat, cancellationToken))
            {
                // Whole sections are shown, not letters: what is no use must not be seen.
            }
            var (call, answer, finished) = metered.Kept!.Value;
            var (value, problem) =
                finished == ChatFinishReason.Length ? (null, "The answer was cut off at its longest.")
                : finished == ChatFinishReason.ContentFilter ? (null, "The model refused to answer.")
                : read(answer.Text);
            if (value is not null)
            {
                return new AiResult<T>(
                    value,
                    null,
                    new AiAnswer(
                        call.Id,
                        ReplayOf: null,
                        model,
                        answer.Usage.Input,
                        answer.Usage.Output,
                        Math.Min(answer.ProviderNanoUsd, call.ReservedNanoUsd) / CallRefusals.NanoPerUsd
                    )
                );
            }
            await ReleaseAsync(call.Id, problem!);
            // The offline writer answers the same words in the same way.
            if (attempt == 2 || model.Provider == ProviderClients.Offline || finished == ChatFinishReason.ContentFilter)
            {
                return new AiResult<T>(null, problem, null);
            }
            // There are providers that take no message without a word.
            if (!string.IsNullOrWhiteSpace(answer.Text))
            {
                messages.Add(new ChatMessage(ChatRole.Assistant, answer.Text));
            }
            messages.Add(
                new ChatMessage(
                    ChatRole.User,
                    $"That cannot be used: {problem} Answer again, with the whole JSON object and nothing else."
                )
            );
        }
    }

    /// <summary>Gives back what is held for an answer that is of no use.</summary>
    public Task ReleaseAsync(Guid callId, string problem) =>
        books.EndAsync(
            user.RequireAccount(),
            callId,
            settled: false,
            CallFailures.InvalidOutput,
            problem,
            CancellationToken.None
        );

    private async Task<MeteredChatClient> MeterAsync(
        AiRequest request,
        Candidate candidate,
        CallPlan plan,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        var model = candidate.Model;
        var access = model.KeyId is { } key
            ? await keys.OpenAsync(user.RequireAccount(), key, cancellationToken)
            : providers.OfPlatform(model.Provider);
        if (access is null)
        {
            throw new DomainException(AiUsageErrors.ModelNotUsable(model.Model));
        }
        var (client, departure) = providers.Create(access, model);
        return ActivatorUtilities.CreateInstance<MeteredChatClient>(
            services,
            client,
            new CallTicket(
                user.RequireAccount(),
                request,
                model,
                plan.Credits.Limit,
                plan.Guards,
                // What was asked again is another question.
                attempt == 1
                    ? $@"\x{CallPlanner.HashOf(request, model)}"
                    : null,
                candidate.IsFree
            ),
            departure,
            options.Value
        );
    }
}
