using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
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
    /// <summary>
    /// Asks for the parts that are left, and once more for those that cannot be used, with what was wrong with them: a model that is told
    /// mends most of it.
    /// </summary>
    public async Task AskAsync<T>(
        AiRequest request,
        Candidate candidate,
        CallPlan plan,
        AnswerParts<T> parts,
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
        if (parts.HasLanded)
        {
            messages.Add(new ChatMessage(ChatRole.User, $"Write only {KeysOf(parts.Left)}: the others are there."));
        }
        for (var attempt = 1; ; attempt++)
        {
            var left = parts.Left;
            var chat = new ChatOptions
            {
                ModelId = model.Model,
                MaxOutputTokens = Math.Min(model.Price.MaxOutputTokens, request.MaxOutputTokens),
                ResponseFormat = request.Schema is { } schema
                    ? ChatResponseFormat.ForJsonSchema(schema([.. left.Select(part => part.Key)]), "answer")
                    : ChatResponseFormat.Json,
            };
            var metered = await MeterAsync(request, candidate, plan, parts, attempt, cancellationToken);
            using var client = new AdaptingChatClient(metered, model.Abilities)
                .AsBuilder()
                .UseOpenTelemetry(sourceName: AiWriter.Source)
                .Build();
            var reading = parts.Begin();
            AiCall Call() => new(metered.Call!.Id, ReplayOf: null, model);
            await foreach (var update in client.GetStreamingResponseAsync(messages, chat, cancellationToken))
            {
                // Whole sections are shown, not letters: what is no use must not be seen.
                await reading.ReadAsync(update.Text, Call);
            }
            var (call, answer, finished) = metered.Kept!.Value;
            var problem =
                finished == ChatFinishReason.Length ? "The answer was cut off at its longest."
                : finished == ChatFinishReason.ContentFilter ? "The model refused to answer."
                : null;
            if (problem is null)
            {
                await reading.EndAsync(answer.Text, Call);
            }
            else
            {
                reading.Cut(answer.Text, problem);
            }
            if (reading.IsUse)
            {
                await reading.LandAsync(
                    new AiAnswer(
                        Call(),
                        answer.Usage.Input,
                        answer.Usage.Output,
                        Math.Min(answer.ProviderNanoUsd, call.ReservedNanoUsd) / CallRefusals.NanoPerUsd,
                        []
                    )
                );
            }
            else
            {
                await ReleaseAsync(call.Id, problem ?? parts.Problems[0].Problem);
            }
            // The offline writer answers the same words in the same way.
            if (
                parts.Left.Count == 0
                || attempt == 2
                || model.Provider == ProviderClients.Offline
                || finished == ChatFinishReason.ContentFilter
            )
            {
                return;
            }
            // There are providers that take no message without a word.
            if (!string.IsNullOrWhiteSpace(answer.Text))
            {
                messages.Add(new ChatMessage(ChatRole.Assistant, answer.Text));
            }
            messages.Add(new ChatMessage(ChatRole.User, AskAgain(parts.Problems, isAll: !parts.HasLanded)));
        }
    }

    private static string AskAgain(IReadOnlyList<(StepPart Part, string Problem)> problems, bool isAll)
    {
        var wrong = problems.Select(one => one.Problem).Distinct(StringComparer.Ordinal).ToArray();
        var said =
            wrong.Length == 1 ? wrong[0] : string.Join('\n', problems.Select(one => $"{one.Part.Key}: {one.Problem}"));
        return isAll
            ? $"That cannot be used: {said}\nAnswer again, with the whole JSON object and nothing else."
            : $"Of that {KeysOf([.. problems.Select(one => one.Part)])} cannot be used: {said}\n"
                + "Answer again, with a JSON object that has only these, and nothing else.";
    }

    private static string KeysOf(IReadOnlyList<StepPart> parts) => string.Join(", ", parts.Select(part => part.Key));

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

    private async Task<MeteredChatClient> MeterAsync<T>(
        AiRequest request,
        Candidate candidate,
        CallPlan plan,
        AnswerParts<T> parts,
        int attempt,
        CancellationToken cancellationToken
    )
        where T : class
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
                parts.Left,
                parts.IsPromptPaid,
                model,
                plan.Credits.Limit,
                plan.Guards,
                // What was asked again is another question.
                attempt == 1
                && !parts.HasLanded
                    ? $@"\x{CallPlanner.HashOf(request, model)}"
                    : null,
                candidate.IsFree
            ),
            departure,
            options.Value
        );
    }
}
