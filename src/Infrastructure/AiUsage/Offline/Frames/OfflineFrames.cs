using AiWebBuilder.Application.AiUsage.Contracts;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline.Frames;

internal sealed class OfflineFrames : IOfflineFrames
{
    public string? Find(string text, string from, string to) =>
        Labels.For(from).Of(text) is var (key, inside) ? Labels.For(to).Around(key, inside) : null;
}
