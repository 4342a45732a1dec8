namespace AiWebBuilder.Application.Operations.Contracts.Settings;

/// <summary>The operator's settings (<c>app_settings</c>), typed by those who read them.</summary>
public interface ISettings
{
    /// <summary>The value of the key, or the default when there is none or it does not have the type.</summary>
    Task<T> GetAsync<T>(string key, T fallback, CancellationToken cancellationToken);
}
