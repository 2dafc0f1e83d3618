"""Pairs written before the rules of 30 November 2026; what these miss was looked at when they stood.

Written down from what is known of how these names are spelled in passports, lists and messages, in one go and
before any rule changed, by somebody who had read the rules as they were before but chose no pair by them.
``SAME`` is one name in two spellings or scripts; ``OTHER`` are two names. The lists are as they were
written; ``docs/decisions/0008-finding.md`` says what was measured on them, first and last.
"""

from __future__ import annotations

SAME = """
Khalil: Khaleel, Chalil, Halil, خليل; Ghazal: Gazal, غزل; Marwan: Merwan, Marouane, مروان;
Qutaiba: Kutaiba, Qutayba, قتيبة; Hadeel: Hadil, هديل; Areej: Arij, أريج; Wissam: Wisam, Ouissam, وسام;
Bassel: Basel, Basil, باسل; Tamim: Tameem, تميم; Haneen: Hanin, حنين; Lubna: Loubna, لبنى;
Sawsan: Sausan, Saousan, سوسن; Thaer: Thair, ثائر; Ghufran: Gufran, غفران;
Jihad: Dschihad, Djihad, Cihad, جهاد; Nidal: Nedal, نضال; Nizar: Nisar, نزار; Anwar: Anouar, أنور;
Imad: Emad, Imaad, عماد; Iyad: Eyad, إياد; Yusra: Yousra, يسرى; Safaa: Safa, صفاء;
Shadia: Schadia, Chadia, شادية; Nawaf: Nawwaf, نواف; Luqman: Lokman, Loqman, لقمان;
Kawthar: Kauthar, Kaoutar, كوثر; Thuraya: Soraya, Thurayya, ثريا; Wijdan: Wejdan, Widjdan, وجدان;
Mutasim: Mutassim, Moutassem, معتصم; Muntasir: Montaser, Mountassir, منتصر;
Abdulmajid: Abdelmajid, Abdul Majeed, Abdelmadjid, عبد المجيد;
Abdulsattar: Abdul Sattar, Abdussattar, عبد الستار; Abu Zaid: Abouzeid, Abuzaid, أبو زيد;
Al-Najjar: Alnajjar, An-Najjar, Al Nadschar, النجار; Zoubi: Zubi, الزعبي; Al-Sayed: Elsayed, السيد;
Shams al-Din: Shamsuddin, Chamseddine, شمس الدين; Salah al-Din: Salahuddin, Salaheddine, صلاح الدين;
Alauddin: Alaa al-Din, Alaaeddin, علاء الدين; Khairuddin: Khair al-Din, Kheireddine, خير الدين;
Hayat: Hayet, حياة; Wafaa: Wafa, Ouafa, وفاء; Nisrin: Nesrine, Nisreen, نسرين;
Jasim: Jassem, Djassim, Dschasim, جاسم; Hijazi: Hedjazi, Hijazy, حجازي; Ajami: Adjami, Adschami, عجمي;
Yazid: Yazeed, Yezid, يزيد; Ayyub: Ayoub, Eyüp, أيوب; Fayyad: Fayad, فياض; Golshan: Gulshan, گلشن;
Khosrow: Khosro, Chosrow, خسرو; Firuz: Firouz, Firooz, فیروز; Behrouz: Behruz, Behrooz, بهروز;
Shahrukh: Shahrokh, Schahroch, شاهرخ; Nilofar: Niloofar, Nilufar, نیلوفر; Setareh: Setara, Sitara, ستاره;
Homayoun: Humayun, Homayun, همایون; Mohsen: Mohsin, Muhsin, Mohcine, محسن; Afsaneh: Afsana, افسانه;
Shabnam: Schabnam, شبنم; Gholamreza: Ghulam Reza, Golamreza, غلامرضا; Heydari: Haidari, Haydari, حیدری;
Rajabi: Radjabi, Radschabi, رجبی; Hajizadeh: Haji Zada, Hadschizada, حاجی‌زاده;
Najibullah: Nadjibullah, Najeebullah, نجیب‌الله; Esmatullah: Ismatullah, عصمت‌الله;
Hamidullah: Hameedullah, حمیدالله; Faizullah: Feizollah, Fayzullah, فیض‌الله;
Ruhollah: Rohullah, Roohullah, روح‌الله; Zabihullah: Sabihullah, Zabiullah, ذبیح‌الله;
Aminullah: Amin Ullah, امین‌الله; Mirwais: Mirweis, میرویس; Palwasha: Palwascha, پلوشه;
Gulalai: Gulalay, ګلالۍ; Toryalai: Turyalai, Toryalay, توریالی; Sherzai: Scherzai, شیرزی; Ghani: Gani, غنی;
Mojaddedi: Mujadidi, مجددی; Nazanin: Nasanin, نازنین; Arash: Arasch, آرش;
Siavash: Siyavash, Siawasch, سیاوش; Parviz: Parwiz, Parwez, پرویز;
Jahangir: Jahangeer, Dschahangir, جهانگیر; Bijan: Bizhan, بیژن; Manijeh: Manizha, Manizheh, منیژه;
Mozhdeh: Mojdeh, Mujda, مژده; Golnaz: Gulnaz, گلناز; Ramezani: Ramazani, رمضانی; Rostami: Rustami, رستمی;
Ghorbanzadeh: Qurbanzada, قربانزاده; Sadeghi: Sadiqi, Sadeqi, صادقی; Taghavi: Taqavi, Taqawi, تقوی;
Ghafour: Ghafoor, Ghafur, غفور; Alireza: Ali Reza, علیرضا; Roghayeh: Ruqayya, Ruqia, رقیه;
Somayeh: Sumaya, Somaya, سمیه; Marzieh: Marzia, مرضیه; Fereydoun: Feridun, Faridun, فریدون;
Yaghoub: Yaqub, Jakub, یعقوب; Eghbal: Iqbal, اقبال; Ehsan: Ihsan, احسان; Elyas: Ilyas, Elias, الیاس;
Enayat: Inayat, عنایت; Ezatullah: Izzatullah, Ezzatollah, عزت‌الله; Shoaib: Shuaib, Schoaib, شعیب;
Zohreh: Zohra, زهره; Rojin: Rozhin, روژین; Sherko: Şerko, Şêrko, Scherko, شيركو; Azad: Azat, آزاد;
Çetin: Cetin, Tschetin; Cemil: Jamil, Djemil; Kemal: Kamal, كمال; Cengiz: Jengiz, Dschengis;
Ayşegül: Aysegul, Aysegül; Gökhan: Gokhan, Goekhan; Bülent: Bulent, Buelent;
Şükran: Sukran, Schükran, Shukran; Nurcan: Nurjan, Nurdschan; Hacer: Hajar; Recep: Rajab, Redjep;
Rıdvan: Ridvan, Ridwan; Murat: Murad, Mourad, مراد; Berîvan: Berivan, Beriwan, بيريفان;
Xanim: Khanim, Chanim; Evîn: Evin, Ewin; Şiyar: Shiyar, Schiyar; Kawa: Kava, كاوا; Hesen: Hassan;
Mihemed: Mohammed; Ehmed: Ahmed; Elî: Ali; Silêman: Suleiman; Narîn: Narin, Nareen;
Xoşnav: Khoshnaw, Choschnaw, خۆشناو; Dilşad: Dilshad, Dilschad, دلشاد; Hêmin: Hemin, هێمن;
Hordiienko: Gordienko, Hordijenko, Гордієнко; Herasymenko: Gerasimenko, Herassymenko, Герасименко;
Hrytsenko: Gritsenko, Hryzenko, Гриценко; Havryliuk: Gavriliuk, Hawryljuk, Гаврилюк;
Holovko: Golovko, Holowko, Головко; Zhadan: Schadan, Жадан; Zubenko: Subenko, Зубенко;
Kozachenko: Kosatschenko, Козаченко; Kozlov: Koslow, Козлов; Zinchenko: Sintschenko, Зінченко;
Nazarenko: Nasarenko, Назаренко; Tsvetkova: Zwetkowa, Цветкова; Kutsenko: Kuzenko, Куценко;
Yatsenko: Jazenko, Яценко; Stetsenko: Stezenko, Стеценко; Mikhailova: Michailowa, Mykhailova;
Pashchenko: Paschtschenko, Пащенко; Marchuk: Martschuk, Марчук; Dovzhenko: Dowschenko, Довженко;
Bozhko: Boschko, Божко; Vovk: Wowk, Вовк; Vorobiov: Vorobyov, Worobjow, Воробйов;
Yefimenko: Efimenko, Jefimenko, Єфименко; Yeremenko: Eremenko, Jeremenko, Єременко;
Yevdokiia: Evdokia, Jewdokija, Євдокія; Valerii: Valery, Valeriy, Walerij, Валерій;
Dmytriienko: Dmitrienko, Dmytrijenko; Matvii: Matvey, Matwij, Матвій; Zoriana: Zoryana, Soriana, Зоряна;
Myroslava: Miroslawa, Myroslawa, Мирослава; Veronika: Weronika, Вероніка; Bozhena: Boschena, Божена;
Kostiantyn: Konstantin, Kostjantyn, Костянтин; Roksolana: Roxolana, Роксолана; Anzhela: Anschela, Анжела;
Yaryna: Jaryna, Ярина; Bohuslav: Boguslav, Bohuslaw; Ihnatenko: Ignatenko, Ігнатенко;
Oliinyk: Oliynyk, Olijnyk, Олійник; Andriienko: Andrienko, Andrijenko, Андрієнко;
Chornyi: Chorny, Tschornyj, Чорний; Vyshnevskyi: Vishnevsky, Wyschnewskyj, Вишневський;
Kovalchuk: Kowaltschuk, Ковальчук; Shulha: Shulga, Schulha, Шульга; Tewodros: Teodros, ቴዎድሮስ;
Mekonnen: Mekonen, መኮንን; Alemayehu: አለማየሁ; Bekele: በቀለ; Tigist: Tigest, Tgist, ትግስት;
Birhanu: Berhanu, Brhanu, ብርሃኑ; Gebrehiwot: Gebrehiwet, Ghebrehiwet, ገብረሕይወት; Kiflom: Kflom, Keflom, ክፍሎም;
Yirgalem: Yrgalem, Yergalem, ይርጋለም; Selamawit: ሰላማዊት; Letay: Letai, ለታይ; Simret: Semret, Smret, ስምረት;
Mihreteab: Mehreteab, Mhreteab, ምሕረትኣብ; Mebrahtu: መብራህቱ; Negasi: Negassi, ነጋሲ; Zekarias: Zekaryas, ዘካርያስ;
Efrem: Ephrem, ኤፍሬም; Eyasu: Iyasu, Eyassu, እያሱ; Rigbe: Rgbe, ርግበ; Nebiyat: Nebyat, Nebiat, ነብያት;
Ksanet: Kisanet, ክሳነት; Henok: Henock, ሄኖክ; Fikru: Fekru, ፍቅሩ; Tesfamichael: Tesfamikael, ተስፋሚካኤል;
Isayas: Esayas, Isaias, ኢሳያስ; Cabdi: Abdi; Xasan: Hassan; Caasha: Asha; Faadumo: Fadumo, Faduma;
Maxamed: Mohammed, Mahamed; Axmed: Ahmed; Cumar: Omar, Umar; Cali: Ali; Xaliimo: Halima, Halimo;
Nuur: Nur, Noor; Yuusuf: Yusuf; Jaamac: Jama, Jamac; Faarax: Farah, Faarah; Saciid: Said;
Cabdiraxmaan: Abdirahman; Shariif: Sharif, Cherif; Deeqa: Deqa, Deka; Ifrax: Ifrah; Oumar: Umar;
Ousainou: Usainou, Ousainu; Fatou: Fatu; Isatou: Isatu, Aissatou; Bintou: Bintu; Kadiatou: Kadiatu;
Alhagie: Alhaji, Alhadji; Modou: Modu; Boubacar: Bubacar, Bubakar, Boubakar; Abdoulaye: Abdulaye;
Moussa: Musa; Diallo: Jallow, Jalloh, Djallo; Camara: Kamara; Conteh: Konteh, Conté; Keita: Keïta, Kéita;
Traore: Traoré; Drammeh: Dramé, Drame; Sanneh: Sané, Sane; Manneh: Mané, Mane;
Coulibaly: Kulibaly, Kulibali; Djibril: Jibril, Dschibril, جبريل; Bakary: Bakari, Bacary;
Noureddine: Nourredine, Nureddin, نور الدين; Chakib: Shakib, Schakib, شكيب;
Rachida: Rashida, Raschida, رشيدة; Ghizlane: Ghizlan, Gizlan, غزلان; Naouel: Nawal, Nawel, نوال;
Zouhair: Zuhair, Zoheir, زهير; Zoubida: Zubaida, Zubeida, زبيدة; Faouzi: Fawzi, Fausi, فوزي;
Ouarda: Warda, وردة; Ouahiba: Wahiba, وهيبة; Benyoucef: Benyoussef, Ben Yusuf; Mouloud: Mulud, مولود;
Chaouki: Shawqi, Schauki, شوقي; Achour: Ashur, Aschur, عاشور; Bachir: Bashir, Baschir, بشير;
Sofiane: Sufian, Soufiane, سفيان
"""

OTHER = """
Hassan: Hasina, Hassani, Hassoun; Hussein: Hasin, Husna, Hassoun;
Mohammed: Mahmood, Hammad, Mahdi, Muhannad; Mahmoud: Mohammad, Mamoun, Masoud;
Ahmad: Hamad, Amjad, Mohammad; Hamid: Hamad, Hammad, Mahmoud, Hamida; Said: Sajid, Saad, Saida, Zaid, Sadi;
Sajid: Said, Sajida, Saad, Sayed; Majid: Majida, Munjid, Magda, Maida; Najib: Nabi, Nabil, Najiba, Najm;
Haji: Hai, Hajar, Hadi, Hani; Raja: Raya, Rana, Rajab; Hajar: Hayat, Haidar; Amjad: Ahmad, Amid;
Wajdi: Wadi, Wahid; Ali: Alia, Aliya, Alaa, Ala; Alia: Ali, Alla, Ella, Elia;
Omar: Amr, Amir, Ammar, Imran; Amr: Omar, Amir, Ammar; Jamal: Jamil, Jamila, Kamal, Jalal;
Jalal: Jamal, Jalil, Khalil, Jalila; Jalil: Jalal, Khalil, Jamil, Julia; Khalil: Khaled, Jalil, Kamil;
Halim: Halima, Hakim, Salim, Halil; Rashid: Rasheeda, Rashad, Rushdi; Rashida: Rashid, Rasha, Rashad;
Karim: Karima, Karam, Akram; Karima: Karim, Karina; Salim: Salima, Salma, Salam, Salman, Saleh;
Salima: Salma, Salim, Halima; سمير: سامر, سمر; حامد: حميد, حمد; سالم: سليم, سلام; كامل: كمال, كميل;
ماجد: مجيد, مجد; راشد: رشيد, رشاد; صالح: صلاح, صباح; نور: نورا, نوري; علي: علاء, عالية; أمين: أمينة, أيمن;
حسن: حسان, حسنة; محمد: أحمد, محمود; عمر: عمار, عامر; سعيد: ساجد, سعد; ليلى: ليال, لؤلؤة; منى: منير, أماني;
هدى: هادي, هند; ندى: ناديا, نادر; رنا: رانيا, رنيم; سلمى: سليم, سلام; إيمان: أمان, أيمن, أماني;
مراد: مريد, مراح; وليد: والد, ولاء; مصطفی: مرتضی, مجتبی; Iman: Amani, Ayman, Amin;
Ayman: Iman, Amin, Amani; Oleh: Olha, Oleksii, Olena; Igor: Egor, Oleh; Ihor: Yehor, Єгор;
Inna: Anna, Hanna; Anna: Inna, Alla, Yana; Iryna: Arina, Yaryna, Maryna; Maryna: Mariana, Iryna;
Mariia: Maryna, Marta; Sofiia: Stefaniia, Sonia; Dariia: Dora, Daryna; Nadiia: Nataliia, Nadir, Dariia;
Petro: Pavlo, Petrenko; Kovalenko: Kovalchuk, Kovalov, Kovtun, Kravchenko; Kravchenko: Kryvenko, Kravchuk;
Shevchenko: Savchenko, Shevchuk; Савченко: Шевченко, Савчук; Melnyk: Malik, Melnychuk;
Bondar: Bandera, Bondarenko; Tkach: Tkachuk, Tkachenko; Lysenko: Lazarenko, Lytvynenko;
Tetiana: Snizhana, Stefaniia; Viktor: Viktoriia, Vitalii; Vitalii: Valerii, Vitalina, Anatolii;
Artem: Artur, Arsen, Anton; Maksym: Makar, Mykyta; Danylo: Daniela, Denys; Yana: Inna, Hanna, Jan;
Ruslan: Ruslana, Rostyslav; Bohdan: Bohdana, Bogna; Roman: Romana, Ramin, Rahman; Захар: Сагар, Назар;
Rahmani: Rahimi, Rahman; Rahimi: Rahmani, Karimi, Ibrahimi, Hakimi; Hakimi: Halimi, Hashimi;
Nazari: Naderi, Nasiri, Nouri; Nazir: Nasir, Nazira; Nasir: Nazir, Nasira, Nasr;
Zahir: Tahir, Zuhair, Zahra; Zaki: Zakia, Zakaria; Farid: Farida, Farhad, Fuad; Fahed: Fuad, Farid, Fahmi;
Wahid: Walid, Wahida, Hamid; Habib: Habiba, Hamid; Habiba: Habib, Hiba; Latif: Latifa, Lutfi;
Sharif: Sharifa, Ashraf, Shafiq; Sharifi: Shafii, Ashrafi; Nabil: Nabila, Nibal, Nael; Wael: Walid, Wafa;
Huda: Hadi, Hind; Hadi: Huda, Mahdi, Hadia; Nada: Nadia, Nida, Nadir; Rania: Rana, Rina;
Lina: Luna, Leyla, Lana; Dina: Dana, Dunia, Diana; Mona: Mina, Manal, Maan;
Manal: Munir, Mona, Nawal, Amal; Amal: Amani, Jamal, Kamal; Amira: Amir, Amina, Samira;
Yasin: Yasmin, Hassan, Yasir; Yasir: Yasin, Nasir, Yusra; Yusra: Yasir, Yusuf, Israa;
Israa: Yusra, Sara, Ashraf; Asma: Osama, Asim, Ismail; Osama: Asma, Osman, Basma;
Ismail: Samuel, Ismat, Jamal; Ishaq: Ishraq, Shafiq, Isa; Isa: Aisha, Musa, Asia; Aisha: Isa, Asia, Ashwaq;
Musa: Mousawi, Mais, Masa; Dawood: Wadud, Dunya; Taha: Tahir, Talha; Mustafa: Safa, Mushtaq, Murtaza;
Haya: Hayat, Yahya; Hai: Haji, Hadi; Maya: Maha, Mia; Raid: Rashid, Rida, Zaid; Zaid: Said, Yazid, Ziad;
Ziad: Zaid, Zuhair, Saad; Rida: Raid, Rita; Selam: Salim, Salma; Tsegay: Tesfay, Tsehaye;
Kidane: Kidist, Kahsay; Tekle: Tekeste, Teklit; Meron: Merhawi, Miriam; Rahel: Rahwa, Helen;
Saba: Sabah, Sofia; Hiwot: Hayat, Hewan; Berhane: Birhanu, Burhan; Samuel: Ismail, Samir;
Senait: Sanaa, Sonia; Jabir: Gebre, Jabbar, Zubair; Zubair: Zubaida, Zafar; Abdi: Abed, Abadi;
Fatou: Fati, Fatma; Diallo: Dalia, Jalil; Camara: Kamar, Kamari; Lamin: Amin, Lamia;
Noureddine: Saifuddin, Nur; Abdulkarim: Abdulrahim, Abdulhakim, Abdulkader; Abdulaziz: Abdulhamid, Aziza;
Shams: Shamsuddin, Shamsi; Cengiz: Deniz, Canan; Murat: Mert, Meral; Kemal: Kamil, Kamala;
Şerko: Sarka, Serkan; Dilşad: Dilara, Arshad; Najibullah: Habibullah, Hamidullah;
Ruhollah: Rahmatullah, Raheela
"""
