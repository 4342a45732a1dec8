using AiWebBuilder.Domain.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.Modules;

/// <summary>
/// All that one module contributes to the product, in one place: <c>src/Infrastructure/&lt;Module&gt;/&lt;Module&gt;Module.cs</c>, found by
/// scan. What is not said here is found by scan too: handlers, validators, endpoints, EF configurations, and adapters of the
/// Application's interfaces that live as long as a request.
/// </summary>
internal abstract class Module
{
    /// <summary>Its tables. Every table belongs to exactly one module, which alone writes it (a test reads the catalogue).</summary>
    public abstract IReadOnlyList<OwnedTable> Tables { get; }

    /// <summary>Unique constraints and indexes, and what a violation of each tells the client.</summary>
    public virtual IReadOnlyDictionary<string, Error> Constraints { get; } = new Dictionary<string, Error>();

    /// <summary>The columns of its tables that hold sealed secrets.</summary>
    public virtual IReadOnlyList<SealedColumn> Sealed => [];

    /// <summary>The channels of NOTIFY that somebody in the module subscribes to.</summary>
    public virtual IReadOnlyList<string> Channels => [];

    /// <summary>Names of its activity sources, for traces.</summary>
    public virtual IReadOnlyList<string> ActivitySources => [];

    /// <summary>Names of its meters, for metrics.</summary>
    public virtual IReadOnlyList<string> Meters => [];

    /// <summary>Services that live as long as the process or have more than one face, and options.</summary>
    public virtual void AddServices(IServiceCollection services, IConfiguration configuration) { }
}
