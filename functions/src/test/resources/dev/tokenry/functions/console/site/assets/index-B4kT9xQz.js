document.title = "Ключ 🔑 \\ \"";
