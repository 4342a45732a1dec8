using System.Text;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

/// <summary>The words of a link within a line.</summary>
internal sealed class LinkRun(IElement element)
{
    private readonly StringBuilder written = new();

    public IElement Element { get; } = element;
    public string Text => SourceText.Plain(written.ToString()).Trim();

    private bool isClosed;

    /// <summary>What comes below the label is a text of its own.</summary>
    public void Close() => isClosed = true;

    public bool Write(string text)
    {
        if (!isClosed)
        {
            written.Append(text);
        }
        return !isClosed;
    }
}
